"""Words that would reach people without passing the catalogue, read off the code's syntax tree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

from scripts.catalogue.extract import KEYWORDS, called, sources

#: Calls whose plain arguments people read.
_SAYS = frozenset(
    {
        *("send", "send_message", "edit_message", "edit_original_response", "respond", "whisper"),
        *("TextDisplay", "text", "small", "set_title", "set_xlabel", "set_ylabel", "suptitle", "annotate"),
    }
)
#: Arguments people read, whatever is called.
_READ = frozenset(
    {"label", "title", "placeholder", "description", "group_description", "content", "text", "footer"}
)
#: Calls whose name people read; a task's name is for the log.
_NAMED = frozenset({"Choice", "ContextMenu", "context_menu", "add_field"})
#: Letters that make a word; a code, a mark or a unit is shorter or stands between signs.
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[,.;:!?]? +[^\W\d_]{2,}")
#: What languages put between words each in their own way.
_JOINT = re.compile(r"[,:;] +| \(")
#: Where sentences live; there, every literal is meant to be read.
_HOME = "words"


def bypasses(root: Path) -> Iterator[str]:
    """Each place, as "file:line"."""
    for path in sources(root):
        source = path.read_text("utf-8")
        for line in in_source(source, at_home=path.parent.name == _HOME):
            yield f"{path.relative_to(root).as_posix()}:{line}"


def in_source(source: str, *, at_home: bool = False) -> list[int]:
    """The lines of one file; `at_home` is for the modules that hold sentences."""
    tree = ast.parse(source)
    found = {node.lineno for call in _calls(tree) for node in _shown(call) if _has_word(node)}
    found |= set(_joined(tree))
    if at_home:
        found |= set(_unmarked(tree))
    return sorted(found)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node) not in KEYWORDS)


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that people read."""
    name = called(call)
    if name in _SAYS:
        yield from call.args
    for keyword in call.keywords:
        if keyword.arg in _READ or (keyword.arg == "name" and name in _NAMED):
            yield keyword.value


def _has_word(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str(words)):
            return bool(_WORD.search(words))
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.Constant) and _has_word(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _has_word(left) or _has_word(right)
        case ast.IfExp(body=body, orelse=orelse):
            return _has_word(body) or _has_word(orelse)
        case _:
            return False


def _joined(tree: ast.Module) -> Iterator[int]:
    """Values put together outside any sentence."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join")):
                if _JOINT.fullmatch(between):
                    yield node.lineno
            case ast.JoinedStr(values=parts):
                for before, between_them, after in zip(parts, parts[1:], parts[2:], strict=False):
                    if _is_joint(between_them) and not {type(before), type(after)} - {ast.FormattedValue}:
                        yield node.lineno


def _is_joint(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_JOINT.fullmatch(node.value))
    )


def _unmarked(tree: ast.Module) -> Iterator[int]:
    """Sentences among sentences that no function of the catalogue takes."""
    taken = {id(inner) for call in ast.walk(tree) if _takes(call) for inner in ast.walk(call)}
    taken |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) not in taken and _is_sentence(node):
            yield node.lineno


def _is_sentence(node: ast.AST) -> TypeGuard[ast.expr]:
    if isinstance(node, ast.JoinedStr):
        return _has_word(node)
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_SENTENCE.search(node.value))
    )


def _takes(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called(node) in KEYWORDS
