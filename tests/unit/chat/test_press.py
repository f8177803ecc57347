"""What stands on buttons is read back from them, and no press is taken by two."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import discord
import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.chat
from bot.chat.i18n import Phrase
from bot.chat.press import ID, NO_ID, KeyButton, Pressed

_ANY: Any = None


class Plain(KeyButton, begins="test:plain", label=Phrase("Plain")):
    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Nothing."""


class Keyed(KeyButton, begins="test:keyed", holds=rf"(?P<word>{ID}):[0-9]{{1,9}}"):
    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Nothing."""


def _below(parent: type[Any]) -> Iterator[type[Any]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def _templates() -> dict[type[Any], Any]:
    for module in pkgutil.walk_packages(bot.chat.__path__, "bot.chat."):
        importlib.import_module(module.name)
    found = {each: each.__discord_ui_compiled_template__ for each in _below(ui.DynamicItem)}
    return {each: template for each, template in found.items() if template.pattern != NO_ID}


TEMPLATES = _templates()


async def read(kind: type[KeyButton], custom_id: str) -> KeyButton:
    match = TEMPLATES[kind].fullmatch(custom_id)
    assert match
    return await kind.from_custom_id(_ANY, _ANY, match)


@given(word=st.from_regex(ID, fullmatch=True), number=st.integers(0, 10**9 - 1))
async def test_a_key_is_read_back_whole_and_by_its_parts(word: str, number: int) -> None:
    made = Keyed(f"{word}:{number}", "Some words", enabled=False)
    pressed = await read(Keyed, made.item.custom_id or "")
    assert pressed.key == made.key == f"{word}:{number}"
    assert (pressed.parts["word"], pressed.number) == (word, number)
    assert (made.item.label, made.item.disabled) == ("Some words", True)


async def test_a_button_without_a_key_says_what_it_always_says() -> None:
    pressed = await read(Plain, "test:plain")
    assert (pressed.key, pressed.item.label, pressed.item.disabled) == ("", "Plain", False)


def test_a_key_of_another_shape_stands_on_no_button() -> None:
    with pytest.raises(ValueError, match="template"):
        Keyed("no number")


def test_nothing_is_pressed_that_does_nothing() -> None:
    class Idle(Pressed):
        """Says nothing of what a press does."""

    with pytest.raises(TypeError, match="abstract"):
        Idle()  # type: ignore[abstract]


@pytest.mark.parametrize("kind", TEMPLATES, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
@settings(max_examples=10)
@given(data=st.data())
def test_each_press_is_taken_by_one(kind: type[Any], data: st.DataObject) -> None:
    custom_id = data.draw(st.from_regex(TEMPLATES[kind], fullmatch=True))
    assert [each for each, template in TEMPLATES.items() if template.fullmatch(custom_id)] == [kind]
