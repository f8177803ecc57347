"""What is wrong with the catalogue: sentences nobody can translate, and translations that would not work."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from bot.chat.i18n import COMMAND, LOCALES, OPTION
from scripts.catalogue.bypass import bypasses
from scripts.catalogue.extract import NotLiteral, Sentence, read_all
from scripts.catalogue.files import (
    IN_PROGRESS,
    ROOT,
    TEMPLATE,
    compiled,
    extracted,
    is_told,
    languages,
    load,
    written,
)
from scripts.catalogue.limits import MAX_NAME, limits

#: Commands, codes and names stand between backticks; moments are told by Discord itself.
_KEPT = re.compile(r"`[^`]*`|<t:|<@|-# ")
_PLACE = re.compile(r"\{\w+\}")
#: How long a value is taken to be.
_VALUE = 10
_BOLD = re.compile(r"\*\*(.+?)\*\*")
#: An option as sentences speak of it.
_OPTION = re.compile(r"`([a-z_]+):[^`]*`")


def all_faults(folder: Path = LOCALES, root: Path = ROOT) -> list[str]:
    """Everything, for people who mend it."""
    room = limits(root)
    return [
        *_unreadable(root),
        *_unfindable(root),
        *_stale(folder, root),
        *(fault for locale in languages(folder) for fault in faults_of_language(folder, locale, room)),
    ]


def _unreadable(root: Path) -> Iterator[str]:
    for each in read_all(root):
        if isinstance(each, NotLiteral):
            yield f"{each.file}:{each.line}: a sentence has to be written out where it is said"
    for place in bypasses(root):
        yield f"{place}: words that no translator sees; say them through bot.chat.i18n"


def _unfindable(root: Path) -> Iterator[str]:
    """Options that sentences speak of and no command has."""
    found = [each for each in read_all(root) if isinstance(each, Sentence)]
    options = {each.forms[0] for each in found if each.context == OPTION}
    for each in found:
        for name in {name for form in each.forms for name in _OPTION.findall(form)} - options:
            yield f"{each.file}:{each.line}: no command has the option `{name}:`"


def _stale(folder: Path, root: Path) -> Iterator[str]:
    template = folder / TEMPLATE
    if not template.exists() or template.read_bytes() != written(extracted(root)):
        yield f"{TEMPLATE}: not what the code says; run `make words`"


def faults_of_language(folder: Path, locale: str, room: Mapping[str, int]) -> Iterator[str]:
    """What is wrong with one translation; `room` is how long some sentences may be."""
    catalogue, template = load(folder / f"{locale}.po", locale), load(folder / TEMPLATE)
    if catalogue.plural_forms != _plural_forms(locale):
        yield f"{locale}: its Plural-Forms are not those of the language"
    if _keys(catalogue) != _keys(template):
        yield f"{locale}: not the sentences of the template; run `make words`"
    for message in catalogue:
        if message.id:
            yield from (f"{locale}: {message.id}: {fault}" for fault in _faults(message, catalogue, locale))
            yield from (f"{locale}: {message.id}: {fault}" for fault in _too_long(message, room))
    yield from _badly_compiled(folder / f"{locale}.mo", catalogue, locale)


def _badly_compiled(binary: Path, catalogue: Catalog, locale: str) -> Iterator[str]:
    if binary.exists():
        if locale in IN_PROGRESS:
            yield f"{locale}: compiled although in progress; run `make words`"
        elif binary.read_bytes() != compiled(catalogue):
            yield f"{locale}: compiled from other words; run `make words`"
    elif locale not in IN_PROGRESS and all(map(is_told, catalogue)):
        yield f"{locale}: finished and not compiled; run `make words`"


def _plural_forms(locale: str) -> str:
    rule = get_plural(locale.replace("-", "_"))
    return f"nplurals={rule.num_plurals}; plural={rule.plural_expr};"


def _keys(catalogue: Catalog) -> set[object]:
    return {(message.id, message.context) for message in catalogue if message.id}


def _faults(message: Message, catalogue: Catalog, locale: str) -> Iterator[str]:
    if message.fuzzy:
        yield "marked as a guess"
    if not is_told(message):
        if locale not in IN_PROGRESS:
            yield "not translated"
        return
    forms = _forms(message)
    if message.pluralizable and len(forms) != catalogue.num_plurals:
        yield f"has {len(forms)} forms, and the language {catalogue.num_plurals}"
    source = message.id if isinstance(message.id, str) else message.id[-1]
    for form in forms:
        yield from faults_of_form(source, form, catalogue)


def _forms(message: Message) -> tuple[str, ...]:
    """What is told; nothing for a name that stays English."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return forms if all(forms) else ()


def _too_long(message: Message, room: Mapping[str, int]) -> Iterator[str]:
    first = message.id if isinstance(message.id, str) else message.id[0]
    limit = (
        MAX_NAME if message.context in (COMMAND, OPTION) else room.get(first) if not message.context else None
    )
    for form in _forms(message):
        length = len(_PLACE.sub("x" * _VALUE, form))
        if limit is not None and length > limit:
            yield f"{length} characters where Discord shows {limit}: {form!r}"


def faults_of_form(source: str, told: str, catalogue: Catalog) -> Iterator[str]:
    """Where a translated form says something that its sentence does not, or loses what it must keep."""
    try:
        places = placeholders(told)
    except ValueError:
        yield f"a brace is left open in {told!r}"
        return
    if places != placeholders(source):
        yield f"its {{places}} are not those of the sentence in {told!r}"
    if sorted(_KEPT.findall(told)) != sorted(_KEPT.findall(source)):
        yield f"backticks, moments, mentions or small print are changed in {told!r}"
    if told.count("**") != source.count("**"):
        yield f"bold words are lost or new in {told!r}"
    for word in _BOLD.findall(source):
        label = catalogue.get(word)
        if label and label.string and f"**{label.string}**" not in told:
            yield f"does not call the button **{label.string}** in {told!r}"
    if (told[:1].isspace(), told[-1:].isspace()) != (source[:1].isspace(), source[-1:].isspace()):
        yield f"begins or ends with another space in {told!r}"


def placeholders(sentence: str) -> set[str]:
    """The names in braces.

    Raises:
        ValueError: a brace is not closed.
    """
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
