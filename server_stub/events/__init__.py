"""What happened, told to the desks: an append-only table and a stream over it."""
