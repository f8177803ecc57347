"""The files of the catalogue: `words.pot`, a `.po` for each language, and what the bot reads, a `.mo`."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.chat.i18n import COMMAND, LOCALES, OPTION
from scripts.catalogue.extract import Sentence, read_all, template_of

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "words.pot"
#: Languages whose translation has only begun. They are not compiled, so nobody is told half of it.
IN_PROGRESS: frozenset[str] = frozenset()
#: The head of a file without what would differ each time, or names nobody.
_HEAD = re.compile(rb'^"(?!Language:|Plural-Forms|MIME|Content)[A-Z][A-Za-z-]+: [^\n]*\n', re.MULTILINE)
_COMMENT = "# The words of Inkling. `make words` brings this file up to date."
#: A compiled file carries a moment; it says nothing about the words.
_NO_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def extracted(root: Path = ROOT) -> Catalog:
    """The template as the code has it now. What is no literal is left out; the check tells of it."""
    return template_of(each for each in read_all(root) if isinstance(each, Sentence))


def languages(folder: Path = LOCALES) -> list[str]:
    """The languages there is a translation for, finished or not."""
    return sorted(path.stem for path in folder.glob("*.po"))


def load(path: Path, locale: str | None = None) -> Catalog:
    """What a file holds."""
    with path.open("rb") as file:
        return read_po(file, locale=locale.replace("-", "_") if locale else None)


def update(folder: Path = LOCALES, root: Path = ROOT, *, added: str | None = None) -> None:
    """Bring all files up to date with the code; `added` is a language to begin."""
    folder.mkdir(exist_ok=True)
    template = extracted(root)
    (folder / TEMPLATE).write_bytes(written(template))
    if added and not (folder / f"{added}.po").exists():
        begun = Catalog(locale=added.replace("-", "_"), fuzzy=False)
        (folder / f"{added}.po").write_bytes(written(begun))
    for locale in languages(folder):
        path = folder / f"{locale}.po"
        catalogue = load(path, locale)
        bring_up(catalogue, template)
        path.write_bytes(written(catalogue))
    compile_all(folder)


def bring_up(catalogue: Catalog, template: Catalog) -> None:
    """Give a translation the sentences of the template.

    What is no longer said is kept at the end of the file, and taken back when it is said again.
    """
    for message in template:
        kept = catalogue.obsolete.pop(catalogue._key_for(message.id, message.context), None)
        if kept is not None and message.id:
            catalogue.add(message.id, kept.string, context=message.context, flags=kept.flags)
    catalogue.update(template, no_fuzzy_matching=True)


def compile_all(folder: Path = LOCALES) -> None:
    """Write what the bot reads, for every language that is finished or was before new sentences came."""
    for locale in languages(folder):
        target, catalogue = folder / f"{locale}.mo", load(folder / f"{locale}.po", locale)
        if locale in IN_PROGRESS:
            target.unlink(missing_ok=True)
        elif target.exists() or all(map(is_told, catalogue)):
            target.write_bytes(compiled(catalogue))


def is_told(message: Message) -> bool:
    """Whether a sentence has all its forms. Names may stay English."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    return all(forms) or not message.id or message.context in (COMMAND, OPTION)


def compiled(catalogue: Catalog) -> bytes:
    """A translation as the bot reads it."""
    catalogue.creation_date = catalogue.revision_date = _NO_MOMENT
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file holds it. The same words make the same bytes."""
    catalogue.header_comment = _COMMENT
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True, include_lineno=False)
    # A sentence may look like a line of the head.
    head, gap, rest = file.getvalue().partition(b"\n\n")
    return (_HEAD.sub(b"", head) + gap + rest).rstrip(b"\n") + b"\n"
