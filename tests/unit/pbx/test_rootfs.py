"""The recipe of the PBX's root file system: one package list for both ways, a key that changes with what goes in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from stack import rootfs
from stack.paths import CLONE


def test_comments_and_blank_lines_are_no_packages() -> None:
    assert rootfs.package_names("# a comment\n\nasterisk\nsox  # speaks\n") == ["asterisk", "sox"]


def test_the_containerfile_takes_the_same_packages_version_and_prompts() -> None:
    text = (CLONE / "pbx/Containerfile").read_text()
    for name in ("packages.txt", "asterisk-version.txt", "build-prompts.sh", "pbx/prompts"):
        assert name in text


def test_every_language_has_every_prompt() -> None:
    languages = {path.name: {text.name for text in path.glob("*.txt")} for path in (CLONE / "pbx/prompts").iterdir()}
    assert set(languages) == {"en", "ru", "zh"}
    names = {"apology", "closed", "leave-message", "recorded", "unavailable", "voicemail", "voicemail-thanks"}
    assert set(map(frozenset, languages.values())) == {frozenset(f"{name}.txt" for name in names)}


def test_the_key_follows_the_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(CLONE / "pbx", tmp_path / "pbx")
    monkeypatch.setattr(rootfs, "_PBX", tmp_path / "pbx")
    before = rootfs.recipe_key()
    (tmp_path / "pbx/templates/pjsip.conf").write_text("configuration is no part of the root")
    assert rootfs.recipe_key() == before
    (tmp_path / "pbx/prompts/en/recorded.txt").write_text("Another text.")
    changed = rootfs.recipe_key()
    assert changed != before
    (tmp_path / "pbx/prompts/en/recorded.wav").write_bytes(b"a human voice")
    assert rootfs.recipe_key() != changed


def test_a_finished_root_is_taken_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARELINE_CACHE", str(tmp_path))
    finished = tmp_path / "pbx" / f"root-{rootfs.recipe_key()}"
    finished.mkdir(parents=True)
    assert rootfs.ensure_rootfs() == finished
