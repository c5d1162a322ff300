"""Loads the Qt binding itself, before any other thread imports anything. Main thread, first of all.

While ``import PySide6`` runs it puts an importer of its own into ``sys.meta_path`` and takes it out again; another thread that
is walking that list at this moment skips an entry and is told that a module it needs does not exist. So the binding comes
first and alone; the rest of Qt may then be loaded beside other threads (it leaves the list as it is).
"""

from __future__ import annotations

import PySide6

VERSION = PySide6.__version__
"""Of the binding, and so of Qt."""
