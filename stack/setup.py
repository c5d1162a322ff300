"""What both commands do first: packages, virtual environment, the PBX's root file system. Each does nothing where nothing is missing."""

from __future__ import annotations

from stack import packages
from stack.rootfs import ensure_rootfs
from stack.venv import ensure_venv


def set_up() -> None:
    """Bring the machine to where everything can run. Raises SetupError."""
    groups = (packages.DESK, packages.PBX, packages.PATIENT, packages.VIRTUAL_DESK, packages.MEASURING, packages.POSTGRES)
    packages.ensure([name for group in groups for name in group])
    ensure_venv()
    ensure_rootfs()
