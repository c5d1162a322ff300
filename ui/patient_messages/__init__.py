"""Writing to patients after a call."""
