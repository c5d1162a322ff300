"""Installs the Debian packages that are missing, named by what they are for.

``apt-get`` runs only when something is missing, so a second start costs one look into dpkg's database.
"""

from __future__ import annotations

import importlib.util
import os
import shlex
import subprocess
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

from stack.paths import cache_dir
from stack.say import SetupError, run_logged, step

# Libraries that PySide6's xcb platform and the pjsua2 wheel load at run time, and fonts for the languages of the demo's patients.
DESK: Sequence[str] = (
    *("libegl1", "libgl1", "libxkbcommon0", "libxkbcommon-x11-0", "libdbus-1-3", "libfontconfig1", "libfreetype6", "libglib2.0-0"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0"),
    *("libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xinerama0", "libxcb-xkb1"),
    *("libopus0", "libsrtp2-1", "libspeex1", "libspeexdsp1", "libgsm1", "libasound2", "libasound2-plugins", "libssl3", "libuuid1"),
    *("fonts-noto-cjk", "fonts-dejavu-core"),
)
# The PBX's own root file system, the certificates of the stack, and a look at who listens.
PBX: Sequence[str] = ("mmdebstrap", "debian-archive-keyring", "mount", "openssl", "iproute2")
# A phone that shares no code with ours, and a voice for it.
PATIENT: Sequence[str] = ("sip-tester", "baresip-core", "espeak-ng", "sox")
# A desk without a person: screen, window manager, keyboard, sound card.
VIRTUAL_DESK: Sequence[str] = ("xvfb", "openbox", "xdotool", "x11-utils", "pulseaudio", "pulseaudio-utils")
# What the scenarios look with: packets on the wire, text and pixels on the screen.
MEASURING: Sequence[str] = ("tcpdump", "imagemagick", "tesseract-ocr", "tesseract-ocr-rus")
# The larger database, for tests and measurements. SQLite is in Python.
POSTGRES: Sequence[str] = ("postgresql",)
_NATIVE_BUILD: Sequence[str] = (
    *("build-essential", "patch", "pkg-config", "swig", "xz-utils"),
    *("libssl-dev", "libopus-dev", "libsrtp2-dev", "libspeex-dev", "libspeexdsp-dev", "libgsm1-dev", "libasound2-dev", "uuid-dev"),
)


def native_build() -> list[str]:
    """What the build of pjsua2 needs; Debian's own Python has its headers in a package of their own."""
    headers = Path(sysconfig.get_path("include")) / "Python.h"
    return [*_NATIVE_BUILD, *(() if headers.exists() else ("python3-dev",))]


def python_venv() -> list[str]:
    """What ``python -m venv`` needs beyond the running Python: Debian's own is split."""
    return [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]


def ensure(names: Iterable[str]) -> None:
    """Install what is missing of ``names``. Raises SetupError with the command to run by hand."""
    missing = _missing(list(names))
    if not missing:
        return
    by_hand = f"To install them by hand: apt-get install --no-install-recommends {shlex.join(missing)}"
    if os.geteuid() != 0:
        raise SetupError(f"{len(missing)} system packages are missing and only root can install them. {by_hand}")
    if "postgresql" in missing:
        _forbid_a_cluster_of_the_machine()
    step(f"Installing {len(missing)} system packages: {' '.join(missing)}")
    log = cache_dir() / "logs" / "apt.log"
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    # Another clone, or the machine's own updates, may hold dpkg's lock for a while.
    patient = ("-o", "DPkg::Lock::Timeout=600", "-o", "Acquire::Retries=3")
    run_logged(["apt-get", *patient, "update"], what="Reading the package lists", log=log, hint=by_hand, env=environment)
    install = ["apt-get", *patient, "install", "--yes", "--no-install-recommends", *missing]
    run_logged(install, what="Installing system packages", log=log, hint=by_hand, env=environment)
    still_missing = _missing(missing)
    if still_missing:
        raise SetupError(f"apt-get ended well, but {' '.join(still_missing)} is still missing. {by_hand}")


def _forbid_a_cluster_of_the_machine() -> None:
    """Debian's package would make and start one at once; ours is started per run (``stack.postgres``)."""
    directory = Path("/etc/postgresql-common/createcluster.d")
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "careline.conf").write_text("create_main_cluster = false\n")


def _missing(names: list[str]) -> list[str]:
    try:
        listing = subprocess.run(
            ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *names],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise SetupError("This is not a Debian system (dpkg is missing). Careline's local stack runs on Debian 12 and newer.") from error
    installed = {name for name, _, status in (line.partition(" ") for line in listing.stdout.splitlines()) if status == "installed"}
    return [name for name in names if name not in installed]
