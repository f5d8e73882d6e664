"""The lists that a manager works from: which clocks run for which case, what drifts, and who holds how much.

`watches` names what is watched in which table; `drifts` what runs on for too long; `listing` finds both for
all cases at once, as at a day; `board` is the 20 weeks of an education, health and care plan by request.
"""
