"""What the worker does for this room, by name. The tasks read the clock, so they stand in site/tasks.py."""

READ = "cases.read"
QUEUE = "cases"
