"""The native library is built from exactly the pinned source, and a changed recipe is another wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from stack import native
from stack.say import SetupError


def test_a_tarball_that_was_changed_is_refused(tmp_path: Path) -> None:
    tarball = tmp_path / "asterisk.orig-Xpjproject.tar.xz"
    tarball.write_bytes(b"something else")
    with pytest.raises(SetupError, match="damaged or changed"):
        native.verify(tarball)


def test_the_key_changes_with_the_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    before = native.recipe_key()
    assert native.recipe_key() == before
    monkeypatch.setattr(native, "_CONFIG_SITE", "#define PJSUA_MAX_CALLS 4\n")
    assert native.recipe_key() != before


def test_a_finished_wheel_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARELINE_CACHE", str(tmp_path))
    wheel = tmp_path / "native" / native.recipe_key() / "pjsua2-2.17-cp311-cp311-linux_x86_64.whl"
    wheel.parent.mkdir(parents=True)
    wheel.write_bytes(b"")
    assert native.ensure_wheel() == wheel
