"""Trail: what was done, by whom, when and why, in a chain that nobody can quietly change. It has no pages."""
