"""The Desk page: who is calling, what was before, and the quiet desk between calls."""
