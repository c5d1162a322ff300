"""Only what is missing is installed, and who may not install is told what to run."""

from __future__ import annotations

from pathlib import Path

import pytest

from stack import packages
from stack.say import SetupError


@pytest.fixture
def dpkg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in front of PATH, whose dpkg-query knows bash as installed and perl as removed."""
    (tmp_path / "dpkg-query").write_text("#!/bin/sh\necho bash installed\necho perl config-files\nexit 1\n")
    (tmp_path / "dpkg-query").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("CARELINE_CACHE", str(tmp_path / "cache"))
    return tmp_path


def _apt_get(directory: Path, script: str) -> Path:
    calls = directory / "calls"
    (directory / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {calls}\n{script}\n')
    (directory / "apt-get").chmod(0o755)
    return calls


def test_nothing_is_run_when_nothing_is_missing(dpkg: Path) -> None:
    calls = _apt_get(dpkg, "")
    packages.ensure(["bash"])
    assert not calls.exists()


def test_a_removed_package_counts_as_missing_and_is_installed_after_an_update(dpkg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    calls = _apt_get(dpkg, f"printf '#!/bin/sh\\necho bash installed\\necho perl installed\\n' > {dpkg}/dpkg-query")
    packages.ensure(["bash", "perl"])
    update, install = calls.read_text().splitlines()
    assert update.endswith(" update")
    assert install.endswith("install --yes --no-install-recommends perl")


def test_a_failure_names_the_command_to_run_by_hand(dpkg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    _apt_get(dpkg, "echo 'no network'; exit 100")
    with pytest.raises(SetupError, match=r"(?s)apt-get install --no-install-recommends perl.*no network"):
        packages.ensure(["perl"])


def test_without_root_the_missing_ones_are_named(dpkg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _apt_get(dpkg, "")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SetupError, match=r"only root can install them.*perl"):
        packages.ensure(["perl"])
    assert not calls.exists()
