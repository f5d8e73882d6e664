"""The demonstration council: its own Word and Excel files, built from `demo/`, and loaded as a user would."""
