"""Call-backs: who called in vain is called back, once, by one agent."""
