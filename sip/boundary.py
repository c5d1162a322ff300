"""The one wall between PJSIP's callbacks and our code. Engine thread only.

An exception that leaves a callback is printed and swallowed by SWIG, and ``sys.last_traceback`` then keeps the call object
alive until the interpreter ends, where its destructor hits a stack that is gone. So nothing may leave a callback.
"""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

_log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


def forget_traceback() -> None:
    """Drop what the interpreter keeps of the last unhandled exception, and with it every frame it holds."""
    for name in ("last_exc", "last_traceback", "last_value", "last_type"):
        if hasattr(sys, name):
            setattr(sys, name, None)


def callback(function: Callable[Concatenate[T, P], None]) -> Callable[Concatenate[T, P], None]:
    """Decorate a method that PJSIP calls: what it raises is logged (type and place, no values) and ends here."""

    @functools.wraps(function)
    def guarded(self: T, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(self, *args, **kwargs)
        except Exception as error:
            log_without_values(function.__qualname__, error)
        finally:
            forget_traceback()

    return guarded


def log_without_values(where: str, error: BaseException) -> None:
    """Log an error's type and the line that raised it; its text could hold a caller's number."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace is not None else "?"
    _log.error("%s failed: %s at %s", where, type(error).__name__, place)
