"""Generated wire bodies that keep every rule, and the smallest ones to build tables from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from hypothesis import strategies as st

V2 = 1 << 15
LOCALES = ("de", "en-GB", "fr", "ja", "pt-BR", "zh-TW")

Body = dict[str, Any]


def words(low: int, high: int) -> st.SearchStrategy[str]:
    """A text whose length favours both ends of what is allowed."""
    lengths = st.one_of(st.just(low), st.just(high), st.integers(low, high))
    return st.builds(lambda letter, n: letter * n, st.sampled_from("aß語🦊"), lengths)


def with_some(needed: dict[str, st.SearchStrategy[Any]], optional: dict[str, st.SearchStrategy[Any]]) -> Any:
    """A dictionary that has what is needed and any of the rest; null stands for absent."""
    return st.fixed_dictionaries(needed, optional={k: st.one_of(st.none(), v) for k, v in optional.items()})


links = st.sampled_from(("https://example.org/a.png", "http://example.org"))
colours = st.integers(0, 0xFFFFFF)

embeds = with_some(
    {},
    {
        "title": words(0, 256),
        "description": words(0, 1000),
        "url": links,
        "color": colours,
        "footer": with_some({"text": words(1, 500)}, {"icon_url": links}),
        "author": with_some({"name": words(1, 256)}, {"url": links}),
        "image": with_some({}, {"url": links}),
        "fields": st.lists(with_some({"name": words(1, 20), "value": words(1, 60)}, {}), max_size=3),
    },
)


def buttons() -> st.SearchStrategy[Body]:
    """One button of any style; `numbered` gives it its own custom id."""
    look = {"label": words(1, 80), "disabled": st.booleans()}
    plain = with_some({"type": st.just(2), "style": st.integers(1, 4), "label": words(1, 80)}, {})
    link = st.fixed_dictionaries({"type": st.just(2), "style": st.just(5), "url": links, **look})
    premium = st.fixed_dictionaries({"type": st.just(2), "style": st.just(6), "sku_id": st.just("12")})
    return st.one_of(plain, link, premium)


@st.composite
def string_selects(draw: st.DrawFn) -> Body:
    high = draw(st.integers(1, 25))
    size = draw(st.integers(high, 25))
    options = [{"label": f"o{n}", "value": str(n), "default": n < high} for n in range(size)]
    return {
        "type": 3,
        "options": options,
        "max_values": high,
        "min_values": draw(st.integers(1, high)),
        "placeholder": draw(words(0, 150)),
    }


pickers = st.fixed_dictionaries({"type": st.integers(5, 8), "placeholder": words(0, 150)})
selects = st.one_of(string_selects(), pickers)
rows = st.one_of(
    st.lists(buttons(), min_size=1, max_size=5).map(lambda each: {"type": 1, "components": each}),
    selects.map(lambda each: {"type": 1, "components": [each]}),
)
texts = words(1, 100).map(lambda content: {"type": 10, "content": content})
media = links.map(lambda url: {"url": url})
shown = with_some({"media": media}, {"description": words(1, 1024), "spoiler": st.booleans()})
sections = st.builds(
    lambda inside, accessory: {"type": 9, "components": inside, "accessory": accessory},
    st.lists(texts, min_size=1, max_size=3),
    st.one_of(buttons(), shown.map(lambda each: {"type": 11, **each})),
)
galleries = st.lists(shown, min_size=1, max_size=10).map(lambda each: {"type": 12, "items": each})
separators = with_some({"type": st.just(14)}, {"divider": st.booleans(), "spacing": st.sampled_from((1, 2))})
blocks = st.one_of(rows, sections, texts, galleries, separators)
containers = st.builds(
    lambda inside, more: {"type": 17, "components": inside, **more},
    st.lists(blocks, min_size=1, max_size=2),
    with_some({}, {"accent_color": colours, "spoiler": st.booleans()}),
)


def interactive(components: Sequence[Body]) -> list[Body]:
    """Every component below and including these that wants a custom id, in order."""
    found = []
    for each in components:
        inner = [*each.get("components", ()), *(each[k] for k in ("accessory", "component") if k in each)]
        if each["type"] in (3, 4, 5, 6, 7, 8, 19, 21, 22, 23) or (each["type"] == 2 and each["style"] < 5):
            found.append(each)
        found += interactive(inner)
    return found


def numbered(components: list[Body]) -> list[Body]:
    """The same components with custom ids that differ. Drawn parts may be one object, so copy first."""
    fresh = [_copy(each) for each in components]
    for number, each in zip(count(), interactive(fresh), strict=False):
        each["custom_id"] = f"part:{number}"
    return fresh


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value


mentions = with_some(
    {},
    {
        "parse": st.lists(st.sampled_from(("everyone", "roles")), unique=True),
        "users": st.lists(st.integers(1, 10**18).map(str), unique=True, max_size=5),
        "replied_user": st.booleans(),
    },
)
extras = {"allowed_mentions": mentions, "tts": st.booleans()}
legacy = st.builds(
    lambda base, components: {**base, "components": numbered(components)},
    with_some({"content": words(1, 2000)}, {"embeds": st.lists(embeds, max_size=2), **extras}),
    st.lists(rows, max_size=5),
)
layouts = st.builds(
    lambda base, components: {**base, "flags": V2, "components": numbered(components)},
    with_some({}, extras),
    st.lists(st.one_of(blocks, containers), min_size=1, max_size=3),
)
messages = st.one_of(legacy, layouts)

text_inputs = st.builds(
    lambda low, more, rest: {"type": 4, "min_length": low, "max_length": max(1, low + more), **rest},
    st.integers(0, 2000),
    st.integers(0, 2000),
    with_some(
        {"style": st.sampled_from((1, 2))},
        {"placeholder": words(0, 100), "value": words(0, 4000), "required": st.booleans()},
    ),
)
uploads = st.builds(
    lambda low, more: {"type": 19, "min_values": low, "max_values": min(10, low + more)},
    st.integers(1, 10),
    st.integers(0, 9),
)
group_options = st.integers(2, 10).map(
    lambda size: [{"label": f"l{n}", "value": str(n)} for n in range(size)]
)
groups = st.builds(
    lambda kind, options: {"type": kind, "options": options}, st.sampled_from((21, 22)), group_options
)
inputs = st.one_of(text_inputs, selects, uploads, groups, st.just({"type": 23, "default": True}))
labels = st.builds(
    lambda base, inner: {"type": 18, **base, "component": inner},
    with_some({"label": words(1, 45)}, {"description": words(1, 100)}),
    inputs,
)
modals = st.builds(
    lambda base, components: {**base, "components": numbered(components)},
    st.fixed_dictionaries({"custom_id": words(1, 100), "title": words(1, 45)}),
    st.lists(st.one_of(texts, labels), min_size=1, max_size=5),
)

names = st.text(st.sampled_from("abcxyz0189-_'éжक語ก"), min_size=1, max_size=32)
translations = st.dictionaries(st.sampled_from(LOCALES), names, max_size=2)
described = {"name": names, "description": words(1, 100)}
more_words = {
    "name_localizations": translations,
    "description_localizations": st.dictionaries(st.sampled_from(LOCALES), words(1, 100), max_size=2),
}


def _choices(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Body]]:
    return st.lists(values, unique=True, max_size=25).map(
        lambda each: [{"name": f"choice {n}", "value": value} for n, value in enumerate(each)]
    )


strings = with_some(
    {"type": st.just(3), **described}, {**more_words, "choices": _choices(st.text("abc", max_size=8))}
)
integers = with_some(
    {"type": st.just(4), **described},
    {
        "choices": _choices(st.integers(-100, 100)),
        "min_value": st.integers(-(2**53) + 1, 0),
        "max_value": st.integers(0, 2**53 - 1),
    },
)
reals = with_some(
    {"type": st.just(10), **described},
    {"autocomplete": st.booleans(), "min_value": st.floats(-9e15, 0), "max_value": st.floats(0, 9e15)},
)
plain = with_some({"type": st.sampled_from((5, 6, 7, 8, 9, 11)), **described}, more_words)


@st.composite
def parameters(draw: st.DrawFn) -> list[Body]:
    """Options for values: names differ, the required ones come first."""
    kinds = st.one_of(strings, integers, reals, plain)
    options = draw(st.lists(kinds, max_size=5, unique_by=lambda option: option["name"]))
    first = draw(st.integers(0, len(options)))
    return [{**option, "required": index < first} for index, option in enumerate(options)]


sub_commands = st.builds(
    lambda base, options: {"type": 1, **base, "options": options},
    st.fixed_dictionaries(described),
    parameters(),
)
distinct_subs = st.lists(sub_commands, min_size=1, max_size=2, unique_by=lambda option: option["name"])
sub_groups = st.builds(
    lambda base, options: {"type": 2, **base, "options": options},
    st.fixed_dictionaries(described),
    distinct_subs,
)
nested = st.lists(
    st.one_of(sub_commands, sub_groups), min_size=1, max_size=2, unique_by=lambda option: option["name"]
)
chat_commands = st.builds(
    lambda base, options: {**base, "options": options},
    with_some(
        described,
        {
            **more_words,
            "type": st.just(1),
            "nsfw": st.booleans(),
            "contexts": st.lists(st.integers(0, 2), min_size=1, unique=True),
            "integration_types": st.lists(st.integers(0, 1), min_size=1, unique=True),
        },
    ),
    st.one_of(parameters(), nested),
)
menus = st.fixed_dictionaries({"type": st.sampled_from((2, 3)), "name": words(1, 32)})
commands = st.lists(
    st.one_of(chat_commands, menus),
    max_size=3,
    unique_by=lambda command: (command.get("type") or 1, command["name"]),
)
