"""The page of call-backs: mine, open, later."""
