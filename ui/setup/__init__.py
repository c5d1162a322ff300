"""A centre made from nothing: the first-run assistant."""
