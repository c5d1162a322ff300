"""Sound of recordings, computed at the desk. Loads numpy: import it on a worker, when it is first needed."""
