"""Finds every translatable string of the window's modules.

lupdate's own reader of Python sees plural forms only where the number is a literal, and loses calls with anything longer;
so the strings are read by ``ast`` and handed to lupdate in the form it understands. A developer's tool; no Qt is loaded.
"""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Text:
    context: str
    source: str
    plural: bool


def texts_of(module: Path) -> list[Text]:
    """Strings of one module, each once, in the order they stand there. Raises ValueError for one that is no literal."""
    found: dict[Text, None] = {}
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"), str(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("translate", "QT_TRANSLATE_NOOP"):
            text = _text(node, module)
            if text is not None:
                found[text] = None
    return list(found)


def for_lupdate(texts: list[Text]) -> str:
    """Python source with just these strings."""
    lines = [_call(text) for text in texts]
    return "\n".join(lines) + "\n"


def _text(node: ast.Call, module: Path) -> Text | None:
    context, source = node.args[0], node.args[1]
    if not (isinstance(context, ast.Constant) and isinstance(context.value, str)):
        raise ValueError(f"{module}:{node.lineno}: the context of a text must be a literal")
    if not isinstance(source, ast.Constant):
        return None  # translates later what QT_TRANSLATE_NOOP marked
    if not isinstance(source.value, str):
        raise ValueError(f"{module}:{node.lineno}: a text must be a string")
    return Text(context.value, source.value, plural=len(node.args) > 3)


def _call(text: Text) -> str:
    """JSON's string literals are Python's too, always in double quotes."""
    context, source = json.dumps(text.context), json.dumps(text.source, ensure_ascii=False)
    return f'translate({context}, {source}, "", 1)' if text.plural else f"translate({context}, {source})"
