"""E-mail to people: queued in the database, sent by the worker, retried, and shown."""
