"""The scenario ``first-call``: patients call, the desk pops, calls are answered, and nothing is lost."""

from tests.scenarios.first_call.play import TABLE, play

__all__ = ["TABLE", "play"]
