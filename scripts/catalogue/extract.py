"""The sentences in the code, read off its syntax tree: a sentence inside an f-string counts as well."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog

from bot.chat.i18n import COMMAND, OPTION, TYPED

#: Functions of `bot.chat.i18n` that take a sentence, and how many forms of it.
KEYWORDS = {"say": 1, "Phrase": 1, "mark": 1, "plural": 2, "mark_typed": 1}
#: The context of what a function takes; sentences have none.
_CONTEXTS = {"mark_typed": TYPED}
#: What the functions are made of is no sentence.
_NOT_READ = "i18n.py"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One call that tells or marks a sentence or a word to type, or the name of a command or an option."""

    #: One form, or two of which the first is for one thing.
    forms: tuple[str, ...]
    context: str | None
    #: Path from the root, with `/`.
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class NotLiteral:
    """A call whose sentence nobody can translate, because it is made while the program runs."""

    file: str
    line: int


def sources(root: Path) -> list[Path]:
    """The files people's words are in."""
    found = [*(root / "bot" / "chat").rglob("*.py"), *(root / "cogs").rglob("*.py")]
    return sorted(path for path in found if path.name != _NOT_READ)


def read_all(root: Path) -> Iterator[Sentence | NotLiteral]:
    """Every call in the face."""
    for path in sources(root):
        yield from read(path.read_text("utf-8"), path.relative_to(root).as_posix())


def read(source: str, file: str) -> Iterator[Sentence | NotLiteral]:
    """Every call in one file and the names of its commands and their options, from top to bottom."""
    found: list[Sentence | NotLiteral] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node) in KEYWORDS:
            found.append(_sentence(node, file))
        elif isinstance(node, ast.AsyncFunctionDef | ast.ClassDef | ast.Call):
            found += [Sentence((name,), COMMAND, file, node.lineno) for name in _command_names(node)]
        if isinstance(node, ast.AsyncFunctionDef):
            found += [Sentence((name,), OPTION, file, node.lineno) for name in _option_names(node)]
    return iter(sorted(found, key=lambda each: each.line))


def _sentence(call: ast.Call, file: str) -> Sentence | NotLiteral:
    wanted = KEYWORDS[called(call)]
    forms = tuple(
        each.value
        for each in call.args[:wanted]
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
    )
    if len(forms) < wanted:
        return NotLiteral(file, call.lineno)
    return Sentence(forms, _CONTEXTS.get(called(call)), file, call.lineno)


def _command_names(node: ast.AsyncFunctionDef | ast.ClassDef | ast.Call) -> Iterator[str]:
    """The command a function is, or the group that a class or a call makes; nothing for any other."""
    match node:
        case ast.AsyncFunctionDef(decorator_list=decorators):
            calls = [each for each in decorators if isinstance(each, ast.Call) and called(each) == "command"]
            yield from (_keyword(each, "name") or node.name for each in calls)
        case ast.ClassDef():
            yield from filter(None, (_text(each) for each in node.keywords if each.arg == "group_name"))
        case ast.Call():
            if called(node) == "Group":
                yield _keyword(node, "name")


def _keyword(call: ast.Call, name: str) -> str:
    return next((_text(each) for each in call.keywords if each.arg == name), "")


def _text(keyword: ast.keyword) -> str:
    return str(keyword.value.value) if isinstance(keyword.value, ast.Constant) else ""


def _option_names(function: ast.AsyncFunctionDef) -> list[str]:
    """The options of a slash command by the names people see; none for any other function."""
    calls = {called(each): each for each in function.decorator_list if isinstance(each, ast.Call)}
    if "command" not in calls:
        return []
    renamed = {
        keyword.arg: keyword.value.value
        for keyword in (calls["rename"].keywords if "rename" in calls else ())
        if isinstance(keyword.value, ast.Constant)
    }
    # The first two are the cog and the interaction.
    return [str(renamed.get(argument.arg, argument.arg)) for argument in function.args.args[2:]]


def called(call: ast.Call) -> str:
    """The last word of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def template_of(sentences: Iterable[Sentence]) -> Catalog:
    """What translators start from: each sentence once, with the files it is said in.

    Raises:
        ValueError: one sentence is told with and without a number.
    """
    template = Catalog(fuzzy=False)
    numbered: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for each in sentences:
        key = each.forms[0], each.context
        if numbered.setdefault(key, each.forms) != each.forms:
            raise ValueError(f"{each.file}:{each.line}: told with other forms elsewhere: {each.forms[0]}")
        template.add(
            each.forms if len(each.forms) > 1 else each.forms[0],
            locations=[(each.file, 0)],
            context=each.context,
            flags={"python-brace-format"} if "{" in each.forms[0] else (),
        )
    return template
