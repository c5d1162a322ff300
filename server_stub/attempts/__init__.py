"""Trying to reach somebody by telephone: how a try ended, when to try again, whom never. For every list of the server."""
