"""A workstream's one page for its board."""
