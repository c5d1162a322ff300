"""Queues and who belongs to them."""
