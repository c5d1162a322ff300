"""Finds the Debian mirror this machine itself uses, and gives apt a private corner to read another suite from it.

The PBX and the softphone library come from Debian's suite ``sid``. It is never added to the machine's own sources: apt gets a
configuration of its own, with its own lists and cache, under the cache folder.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from stack.say import SetupError, run_logged

_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


@dataclass(frozen=True, slots=True)
class Mirror:
    uri: str
    keyring: Path

    def source_line(self, kind: str, suite: str) -> str:
        """One line of a sources.list; ``kind`` is ``deb`` or ``deb-src``."""
        return f"{kind} [signed-by={self.keyring}] {self.uri} {suite} main"


def machine_mirror() -> Mirror:
    """The mirror of Debian's main archive in the machine's own apt sources. Raises SetupError."""
    if not _KEYRING.exists():
        raise SetupError("Debian's archive keys are missing; install the package debian-archive-keyring.")
    listing = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"], capture_output=True, text=True, check=False
    )
    for uri in listing.stdout.split():
        if uri.rstrip("/").endswith("/debian"):
            return Mirror(uri, _KEYRING)
    raise SetupError("No mirror of Debian is among this machine's apt sources; Careline is set up on Debian 12 or newer.")


def private_apt(directory: Path, source_lines: list[str]) -> dict[str, str]:
    """An environment in which apt reads ``source_lines`` alone and keeps everything in ``directory``."""
    for name in ("lists/partial", "cache/archives/partial"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    (directory / "sources.list").write_text("\n".join(source_lines) + "\n")
    configuration = directory / "apt.conf"
    configuration.write_text(
        f'Dir::Etc::sourcelist "{directory}/sources.list";\n'
        'Dir::Etc::sourceparts "/dev/null";\n'
        f'Dir::State::lists "{directory}/lists";\n'
        f'Dir::Cache "{directory}/cache";\n'
        # A mirror may be a dated snapshot. Signatures are still verified, and what is taken is pinned by its hash.
        'Acquire::Check-Valid-Until "false";\n'
        'APT::Sandbox::User "root";\n'
    )
    return os.environ | {"APT_CONFIG": str(configuration), "LC_ALL": "C.UTF-8"}


def update_private_apt(environment: dict[str, str], log: Path) -> None:
    """Fetch the package lists of a ``private_apt`` environment. Raises SetupError."""
    run_logged(
        ["apt-get", "update"],
        what="Reading the package lists of Debian sid",
        log=log,
        hint="Check that this machine reaches its Debian mirror.",
        env=environment,
    )
