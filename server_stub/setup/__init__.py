"""A centre from nothing: its first administrator, and how the demo becomes one."""
