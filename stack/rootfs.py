"""Makes the PBX's root file system where no container engine runs, once per machine.

Same recipe as ``pbx/Containerfile``: the package list, the pinned Asterisk and the prompts are the same files. mmdebstrap builds it from
the machine's own Debian mirror, suite sid, which is never added to the machine's own sources. It lies in the cache folder, keyed by the
recipe; it is built beside its place and renamed into it, so that a broken build is never taken for a finished one.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
from pathlib import Path

from stack.debian_mirror import machine_mirror
from stack.one_builder import only_one_builder
from stack.paths import CLONE, cache_dir
from stack.say import SetupError, progress, run_logged, step, tail

_PBX = CLONE / "pbx"
_RECIPE = ("packages.txt", "asterisk-version.txt", "build-prompts.sh")
_SUITE = "sid"
# Raised when this file changes what lies in the root in a way the recipe's files do not show.
_LAYOUT = "2"


def ensure_rootfs() -> Path:
    """The finished root file system, built (about half a minute) when the cache has none. Raises SetupError."""
    cache = cache_dir() / "pbx"
    cache.mkdir(mode=0o755, parents=True, exist_ok=True)
    root = cache / f"root-{recipe_key()}"
    if root.is_dir():
        return root
    with only_one_builder(cache / "build.lock", "the PBX's root file system"):
        if not root.is_dir():
            _build(root)
    return root


def recipe_key() -> str:
    """Changes with everything that the root file system is made from."""
    digest = hashlib.sha256(f"{_LAYOUT} {platform.machine()}".encode())
    prompts = sorted(path for path in (_PBX / "prompts").rglob("*") if path.is_file())
    for path in (*(_PBX / name for name in _RECIPE), *prompts):
        digest.update(str(path.relative_to(_PBX)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def package_names(text: str) -> list[str]:
    """The names in ``pbx/packages.txt``: one a line, ``#`` begins a comment."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def _build(root: Path) -> None:
    if os.geteuid() != 0:
        raise SetupError("The PBX's root file system can only be made by root; run this as root, or use pbx/Containerfile.")
    if shutil.which("mmdebstrap") is None:
        raise SetupError("The program mmdebstrap is missing; install the package mmdebstrap.")
    step("Building the PBX's root file system (once on this machine, about half a minute)")
    partial = root.with_name(f"{root.name}.partial-{os.getpid()}")
    log = cache_dir() / "logs" / "pbx-root.log"
    try:
        run_logged(
            _mmdebstrap(partial),
            what="Fetching and unpacking Asterisk",
            log=log,
            hint="Check that this machine reaches its Debian mirror, then try again.",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", **_proxies()},
        )
        _check_asterisk(partial)
        _add_prompts(partial, log)
        _tidy(partial)
        partial.rename(root)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    progress(f"done: {root}")


def _mmdebstrap(target: Path) -> list[str | Path]:
    mirror = machine_mirror()
    packages = package_names((_PBX / "packages.txt").read_text())
    return [
        "mmdebstrap",
        "--mode=root",
        "--variant=minbase",
        "--format=directory",
        # A mirror may be a dated snapshot. Its signatures are still verified, and Asterisk's version is pinned below.
        '--aptopt=Acquire::Check-Valid-Until "false"',
        # The cache folder is closed to apt's own user.
        '--aptopt=APT::Sandbox::User "root"',
        "--dpkgopt=path-exclude=/usr/share/man/*",
        f"--include={','.join(packages)}",
        f"--keyring={mirror.keyring}",
        _SUITE,
        target,
        mirror.source_line("deb", _SUITE),
    ]


def _proxies() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.lower() in {"http_proxy", "https_proxy", "no_proxy"}}


def _check_asterisk(root: Path) -> None:
    """The mirror's Asterisk must be the one this dial plan was tested with (older ones have published holes)."""
    pinned = (_PBX / "asterisk-version.txt").read_text().strip()
    query = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "--show", "--showformat", "${Version}", "asterisk"]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout.strip()
    accepted = os.environ.get("CARELINE_ASTERISK_VERSION", pinned)
    if found != accepted:
        raise SetupError(
            f"Your Debian mirror offers Asterisk {found or '(none)'}; Careline is tested with {pinned}. "
            f"To take it nevertheless, set CARELINE_ASTERISK_VERSION={found}."
        )


def _add_prompts(root: Path, log: Path) -> None:
    progress("speaking the prompts")
    workshop = root / "tmp/careline"
    workshop.mkdir()
    shutil.copytree(_PBX / "prompts", workshop / "prompts")
    shutil.copy2(_PBX / "build-prompts.sh", workshop)
    with log.open("ab") as output:
        command: list[str | Path] = ["chroot", root, "/tmp/careline/build-prompts.sh", "/tmp/careline/prompts"]  # noqa: S108 - inside the new root
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        raise SetupError(f"The prompts could not be made. The log is {log}; it ends with:\n{tail(log)}")
    shutil.rmtree(workshop)


def _tidy(root: Path) -> None:
    """Leaves mount points for instances, and nothing of the package's sample configuration."""
    shutil.rmtree(root / "etc/asterisk")
    (root / "etc/asterisk").mkdir()
    (root / "instance").mkdir()
    # No name servers of the machine it was built on: a PBX on loopback asks none.
    (root / "etc/resolv.conf").unlink(missing_ok=True)
    (root / "etc/resolv.conf").write_text("")
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
    shutil.rmtree(root / "var/lib/apt/lists", ignore_errors=True)
    # Asterisk runs as its own user and must be able to enter.
    root.chmod(0o755)
