"""The scenario ``day``: a centre made from nothing, ten calls with all kinds of ends, restarts, and books that agree."""

from tests.scenarios.day.play import TABLE, play

__all__ = ["TABLE", "play"]
