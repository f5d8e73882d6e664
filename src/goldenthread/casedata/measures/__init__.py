"""What is counted from case data: each measure one function over tables and periods.

`definition` says what a measure is; the files by subject define them; `computing` runs them over what is
held.
"""
