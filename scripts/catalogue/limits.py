"""How long a sentence may be where Discord shows it, read off the code that puts it there.

Source of the figures: Discord documentation, "Component Reference" and "Application Commands".
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from scripts.catalogue.extract import KEYWORDS, called, sources

_DESCRIPTION = 100
#: Of an option, and of a command in a menu.
MAX_NAME = 32
#: By the call and its argument.
_LIMITS = {
    ("Button", "label"): 80,
    ("Label", "text"): 45,
    ("Label", "description"): 100,
    ("TextInput", "label"): 45,
    ("TextInput", "placeholder"): 100,
    ("SelectOption", "label"): 100,
    ("SelectOption", "description"): 100,
    ("add_option", "label"): 100,
    ("add_option", "description"): 100,
    ("Choice", "name"): 100,
    ("ContextMenu", "name"): MAX_NAME,
    ("context_menu", "name"): MAX_NAME,
    ("Modal", "title"): 45,
    ("__init__", "title"): 45,
    ("__init__", "label"): 80,
}
_PLACEHOLDER = 150
_DEFAULT = {"placeholder": _PLACEHOLDER}


def limits(root: Path) -> dict[str, int]:
    """The least room each sentence has, for those whose place has a limit. By its first form."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sources(root)}
    told = _Told(trees)
    room: dict[str, int] = {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for sentence, limit in _limited(node, told, path):
                    room[sentence] = min(limit, room.get(sentence, limit))
    return room


def _limited(call: ast.Call, told: "_Told", path: Path) -> Iterator[tuple[str, int]]:
    name = called(call)
    if name == "mark":
        yield from ((sentence, _DESCRIPTION) for sentence in _sentences(call))
    for keyword in call.keywords:
        limit = _LIMITS.get((name, keyword.arg or "")) or _DEFAULT.get(keyword.arg or "")
        if limit is not None:
            yield from ((sentence, limit) for sentence in told.by(keyword.value, path))


class _Told:
    """What an expression can tell, found by the names it uses."""

    def __init__(self, trees: dict[Path, ast.Module]) -> None:
        #: By module and name: all sentences of what stands behind that name.
        self._behind: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for path, tree in trees.items():
            for node in tree.body:
                for name in _defined(node):
                    self._behind[path.stem, name] |= set(_sentences(node))

    def by(self, expression: ast.expr, path: Path) -> set[str]:
        """The sentences an expression tells."""
        found = set(_sentences(expression))
        for node in ast.walk(expression):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found |= self._behind[node.value.id, node.attr]
            elif isinstance(node, ast.Name):
                found |= self._behind[path.stem, node.id]
        return found


def _defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.FunctionDef(name=name):
            return [name]
        case _:
            return []


def _sentences(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and called(call) in KEYWORDS and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value
