"""The person's own account: steps of the sign-in, the lock page, password and second factor in Settings."""
