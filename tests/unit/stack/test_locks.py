"""Locks hold with any mirror and are noticed when they were forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from stack import locks
from stack.paths import CLONE


@pytest.mark.parametrize("lock", locks.LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_exact_and_hashed_and_no_index_is_named(lock: locks.Lock) -> None:
    text = lock.file.read_text()
    entries = [block for block in text.replace("\\\n", "").splitlines() if block and not block.startswith("#")]
    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index-url" not in text


def test_a_changed_dependency_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stated = (CLONE / "pyproject.toml").read_text()
    (tmp_path / "pyproject.toml").write_text(stated.replace("requests>=2.32", "requests>=2.33"))
    monkeypatch.setattr(locks, "CLONE", tmp_path)
    assert {"desk", "desk-windows"} <= set(locks.outdated())


def test_a_lock_agrees_with_what_it_says_it_was_made_from() -> None:
    assert locks.outdated() == []


def test_desk_and_server_are_locked_to_the_same_versions() -> None:
    def versions(name: str) -> dict[str, str]:
        lines = (locks.REQUIREMENTS / f"{name}.lock").read_text().splitlines()
        pinned = (line.split(" ")[0].split("==") for line in lines if "==" in line and not line.startswith((" ", "#")))
        return dict((name, version) for name, version in pinned)  # noqa: C402

    desk = versions("desk")
    for other in ("desk-windows", "server", "dev"):
        shared = versions(other)
        assert {name: shared[name] for name in shared.keys() & desk.keys()} == {name: desk[name] for name in shared.keys() & desk.keys()}
