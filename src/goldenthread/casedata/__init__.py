"""Child-level data: files in, dated snapshots at rest, and measures, clocks and lists as expressions.

The way of a file: `reading` recognises it and gives rows of the tables in `tables`, with a report of what was
put right and what could not be read; `store` keeps them, pseudonymised and encrypted; `holding` says which
snapshot speaks for which day; `measures` and `clocks` are expressions over the tables that hold, run by
whichever engine has them.
"""
