from tests.unit.link.conftest import state

__all__ = ["state"]
