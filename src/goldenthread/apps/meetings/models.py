"""When bodies meet."""
