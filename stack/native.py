"""Builds the pjsua2 wheel, the softphone's native library, once per machine and Python.

No published wheel has ALSA, Opus, echo cancellation and the system's OpenSSL together. The source is the pjproject that Debian's
``asterisk`` source package carries, pinned by its hash. The wheel lies in the cache folder, keyed by the recipe and the Python it is for,
so every clone finds it and a changed recipe builds anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from stack import packages
from stack.debian_mirror import machine_mirror, private_apt, update_private_apt
from stack.one_builder import only_one_builder
from stack.paths import CLONE, cache_dir
from stack.say import SetupError, progress, run_logged, step

_TARBALL_SUFFIX = ".orig-Xpjproject.tar.xz"
_TARBALL_SHA256 = "6860c2f7604b4eee75f38151a9ef69774eb3f0c5286fc1d14bc1db2dc5a9e8aa"  # pjproject 2.17, in asterisk 1:22.10.1

_CONFIG_SITE = """\
#define PJMEDIA_RESAMPLE_IMP PJMEDIA_RESAMPLE_SPEEX
#define PJMEDIA_SRTP_HAS_DTLS 1
#define PJSUA_MAX_CALLS 32
/* A TLS transport on port 0 would otherwise still listen on every address of the machine. */
#define PJSIP_TLS_TRANSPORT_DONT_CREATE_LISTENER 1
/* TCP_NODELAY, keep-alive and its three times, the user time-out: four, the default, are too few. */
#define PJ_MAX_SOCKOPT_PARAMS 8
"""
_CONFIGURE = (
    *("--disable-video", "--disable-sdl", "--disable-ffmpeg", "--disable-v4l2", "--disable-openh264", "--disable-libyuv"),
    *("--with-external-srtp", "--with-external-speex", "--with-external-gsm", "--disable-resample"),
    *("--disable-libwebrtc", "--enable-libwebrtc-aec3", "--disable-ilbc-codec", "--disable-g7221-codec"),
)
# Without NDEBUG an unmet expectation ends the whole desk; with it the call fails and says so.
_CFLAGS = "-fPIC -O2 -g0 -DNDEBUG"
_JOBS = "-j2"
_PATCHES = CLONE / "stack" / "pjproject"
"""What is wrong with the source and matters to a call; each file says why."""
_BUILD_LOCK = CLONE / "requirements" / "build.lock"
# Named in the makefile, but stripped from Debian's tarball; empty it is what it is on Linux anyway.
_STRIPPED_SOURCE = "pjmedia/src/pjmedia-audiodev/bdimad_dev.c"


def ensure_wheel() -> Path:
    """The pjsua2 wheel for the running Python, built (4-5 minutes) when the cache has none. Raises SetupError."""
    directory = cache_dir() / "native" / recipe_key()
    with only_one_builder(directory / "lock", "the softphone library"):
        wheel = _finished_wheel(directory)
        if wheel is None:
            step("Building the softphone library pjsua2 (once on this machine, about 5 minutes)")
            packages.ensure([*packages.native_build(), *packages.python_venv()])
            wheel = _build(directory)
        return wheel


def recipe_key() -> str:
    """What the wheel depends on: the recipe, the Python, the processor and the system's libraries."""
    recipe = json.dumps(
        [
            _TARBALL_SHA256,
            _CONFIG_SITE,
            _CONFIGURE,
            _CFLAGS,
            [patch.read_text() for patch in _patches()],
            [line for line in _BUILD_LOCK.read_text().splitlines() if not line.lstrip().startswith("#")],
            platform.freedesktop_os_release().get("VERSION_CODENAME", ""),
        ]
    )
    tag = sysconfig.get_config_var("SOABI") or f"{sys.implementation.cache_tag}-{platform.machine()}"
    return f"{tag}-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}"


def _patches() -> list[Path]:
    return sorted(_PATCHES.glob("*.patch"))


def _finished_wheel(directory: Path) -> Path | None:
    return next(iter(directory.glob("pjsua2-*.whl")), None)


def _build(directory: Path) -> Path:
    log = cache_dir() / "logs" / f"native-{directory.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"")
    work = directory / "build"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    source = _unpack(_fetch_source(work / "apt", log), work / "pjproject", log)
    _compile_libraries(source, log)
    built = _compile_bindings(source, work / "venv", log)
    # Moved in as the last act: a build that was interrupted leaves no wheel.
    wheel = directory / built.name
    built.replace(wheel)
    shutil.rmtree(work, ignore_errors=True)
    return wheel


def _fetch_source(directory: Path, log: Path) -> Path:
    """Fetch the one tarball from the machine's own mirror and verify it."""
    progress("Fetching the source")
    environment = private_apt(directory, [machine_mirror().source_line("deb-src", "sid")])
    update_private_apt(environment, log)
    listing = subprocess.run(
        ["apt-get", "source", "--print-uris", "asterisk"], capture_output=True, text=True, env=environment, cwd=directory, check=False
    )
    for line in listing.stdout.splitlines():
        parts = line.split()
        if len(parts) == 4 and parts[1].endswith(_TARBALL_SUFFIX):
            uri, name, _, digest = parts
            if digest != f"SHA256:{_TARBALL_SHA256}":
                raise SetupError(
                    f"The Debian mirror offers another pjproject ({name}) than the one Careline was tested with; "
                    "set its hash in stack/native.py and run the checks."
                )
            tarball = directory / name
            run_logged(
                ["/usr/lib/apt/apt-helper", "download-file", uri.strip("'"), tarball, digest],
                what="Downloading pjproject",
                log=log,
                hint="Check that this machine reaches its Debian mirror.",
                env=environment,
            )
            verify(tarball)
            return tarball
    raise SetupError("The Debian mirror of this machine has no source package asterisk in the suite sid; use a full mirror.")


def verify(tarball: Path) -> None:
    with tarball.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != _TARBALL_SHA256:
        raise SetupError(f"{tarball.name} was damaged or changed on its way (SHA-256 {found}); try again, or use another mirror.")


def _unpack(tarball: Path, target: Path, log: Path) -> Path:
    target.mkdir()
    # Debian 12's own Python cannot yet unpack an archive in the safe way.
    command: list[str | Path] = ["tar", "--extract", "--no-same-owner", "--file", tarball, "--directory", target]
    run_logged(command, what="Unpacking pjproject", log=log)
    (source,) = target.iterdir()
    (source / _STRIPPED_SOURCE).touch()
    for patch in _patches():
        run_logged(
            ["patch", "--strip=1", "--forward", "--fuzz=0", "--directory", source, "--input", patch],
            what=f"Mending pjproject ({patch.name})",
            log=log,
        )
    (source / "pjlib/include/pj/config_site.h").write_text(_CONFIG_SITE)
    return source


def _compile_libraries(source: Path, log: Path) -> None:
    environment = os.environ | {"CFLAGS": _CFLAGS, "CXXFLAGS": _CFLAGS}
    run_logged(["./configure", *_CONFIGURE], what="Configuring pjproject", log=log, cwd=source, env=environment)
    run_logged(["make", "dep"], what="Finding dependencies of pjproject", log=log, cwd=source, env=environment)
    # Only the libraries: the sample programs would take a third of the time again.
    run_logged(["make", _JOBS, "lib"], what="Compiling pjproject", log=log, cwd=source, env=environment)


def _compile_bindings(source: Path, venv: Path, log: Path) -> Path:
    bindings = source / "pjsip-apps/src/swig/python"
    python = venv / "bin/python"
    run_logged([sys.executable, "-m", "venv", venv], what="Making the build environment", log=log)
    run_logged(
        [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", _BUILD_LOCK],
        what="Installing the build tools",
        log=log,
        hint="Check that this machine reaches the Python package index.",
    )
    run_logged(["make", "wheel", f"PYTHON_EXE={python}"], what="Compiling the Python bindings (one large file)", log=log, cwd=bindings)
    wheels = list((bindings / "dist").glob("pjsua2-*.whl"))
    if len(wheels) != 1:
        raise SetupError(f"The build of pjsua2 ended without a wheel; the log is {log}.")
    return wheels[0]
