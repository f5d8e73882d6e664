"""Retention: is the record whole, who holds its head, how long each class is kept, and what was deleted."""
