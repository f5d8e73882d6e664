"""Who was asked for what, by when; who has not replied; and the reminders."""
