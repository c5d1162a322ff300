"""Agents: their status, which the server owns, and the routes by which they change it."""
