"""``python -m ui.translations``: bring the translation sources up to date and compile them; ``--check`` only looks.

A tool for developers and for the set-up; runs Qt's own lupdate and lrelease. No Qt is loaded.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from ui import resources
from ui.compiled_translations import compile_to, source, tool
from ui.translatable import for_lupdate, texts_of

CODES = ("zh_CN", "ru", "en")
_COMPLETE = ("zh_CN", "ru")
"""English needs its plural forms only: the source text is English."""


def sources() -> list[Path]:
    return sorted(Path(__file__).parent.rglob("*.py"))


def update(folder: Path) -> None:
    """Collect every string of ``ui/`` into the .ts files of ``folder``; those no longer used are dropped."""
    with tempfile.TemporaryDirectory() as scratch:
        collected = []
        for number, module in enumerate(sources()):
            copy = Path(scratch) / f"texts_{number}.py"
            copy.write_text(for_lupdate(texts_of(module)), encoding="utf-8")
            collected.append(str(copy))
        for code in CODES:
            plural = ["-pluralonly"] if code == "en" else []
            target = str(folder / f"careline_{code}.ts")
            options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", code, *plural]
            subprocess.run([tool("lupdate"), *options, *collected, "-ts", target], check=True, capture_output=True)


def compile_all() -> None:
    """Make a .qm beside each .ts."""
    for code in CODES:
        compile_to(source(code), resources.translations() / f"careline_{code}.qm")


def unfinished(text: Path) -> list[str]:
    """Source texts of ``text`` that have no finished translation."""
    missing: list[str] = []
    for message in ElementTree.parse(text).getroot().iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        words = message.findtext("source") or ""
        if translation is None or translation.get("type") == "unfinished":
            missing.append(words)
            continue
        forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        if not all(forms):
            missing.append(words)
    return missing


def strings(text: Path) -> set[tuple[str, str]]:
    """Context and source text of every string."""
    found: set[tuple[str, str]] = set()
    for context in ElementTree.parse(text).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        found |= {(name, message.findtext("source") or "") for message in context.iter("message")}
    return found


def check() -> list[str]:
    """What is wrong with the translations: strings not collected, not translated, or no longer used."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        for code in CODES:
            (fresh / f"careline_{code}.ts").write_bytes(source(code).read_bytes())
        update(fresh)
        for code in CODES:
            name = f"careline_{code}.ts"
            now, kept = strings(fresh / name), strings(source(code))
            faults += [f"{name}: not collected yet: {words}" for _, words in sorted(now - kept)]
            faults += [f"{name}: no longer used: {words}" for _, words in sorted(kept - now)]
            if code in _COMPLETE or code == "en":
                faults += [f"{name}: not translated: {words}" for words in unfinished(source(code))]
    return faults


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m ui.translations", description="Update and compile the window's translations.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where a string is missing or unfinished")
    parser.add_argument("--compile", action="store_true", help="only compile what is there")
    options = parser.parse_args(arguments)
    if options.check:
        faults = check()
        for fault in faults:
            print(fault, file=sys.stderr)
        print(f"translations: {len(faults)} fault(s)")
        return 1 if faults else 0
    if not options.compile:
        update(resources.translations())
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
