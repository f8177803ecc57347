"""What `/help` tells is true of the commands there are, and is found by the words people type."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.client import Bot
from bot.chat.help.topics import ENTRIES, Entry, Part, best, commands_in, entries_of, offered
from bot.chat.i18n import speaking
from bot.chat.words import help as words
from bot.config import load_config
from bot.ops.clock import SystemClock
from bot.terminal.footing import footing
from bot.terminal.work import open_work

#: Discord's most choices of a menu, its longest label, and its longest text of a message.
_MOST, _LONGEST, _TEXT = 25, 100, 4000
_OPTION = re.compile(r"`([a-z_]+):`")
_ALL = tuple(ENTRIES.values())
#: What people are told of in an answer, beside the questions.
_FRAME = (words.FIRST, words.HOW)

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


@asynccontextmanager
async def a_bot(folder: Path) -> AsyncIterator[Bot]:
    """The bot with all its commands, connected to nothing."""
    environ = {"DATA_DIR": str(folder), "OPENOCTOPUS_API_KEY": "x", "OCTOPUSX_API_KEY": "y"}
    clock = SystemClock()
    bot = Bot(clock=clock)
    with footing(load_config(environ, None)) as ground:
        async with open_work(ground, bot, clock=clock):
            yield bot
            for name in list(bot.extensions):
                await bot.unload_extension(name)


def _below(command: Command, path: str = "") -> Iterator[tuple[str, Command]]:
    name = f"{path} {command.name}".strip()
    yield name, command
    if isinstance(command, app_commands.Group):
        for each in command.commands:
            yield from _below(each, name)


def _options(command: Command) -> set[str]:
    if isinstance(command, app_commands.Command):
        return {each.display_name for each in command.parameters}
    return set()


async def test_every_command_is_told_of_and_every_one_told_of_is_there(tmp_path: Path):
    async with a_bot(tmp_path) as bot:
        top = bot.tree.get_commands()
        tree = {path: command for each in top for path, command in _below(each)}
    sentences = [*(each.words.answer for each in _ALL), *_FRAME]
    named = {path for each in sentences for path in commands_in(each.sentence)}
    assert named <= tree.keys()
    said = " ".join(each.sentence for each in sentences)
    for each in top:
        if isinstance(each, app_commands.ContextMenu):
            assert f"Apps → {each.name}" in said
        else:
            assert each.name in {path.split()[0] for path in named}, f"no topic tells of /{each.name}"
    for sentence in (each.sentence for each in sentences):
        options = {option for path in commands_in(sentence) for option in _options(tree[path])}
        assert set(_OPTION.findall(sentence)) <= options, sentence


async def test_moderators_commands_are_told_to_moderators(tmp_path: Path):
    async with a_bot(tmp_path) as bot:
        hidden = {each.name: getattr(each, "default_permissions", None) for each in bot.tree.get_commands()}
    needed = {
        Part.MEMBER: None,
        Part.MODERATOR: discord.Permissions(manage_guild=True),
        Part.OPERATOR: discord.Permissions(administrator=True),
    }
    for entry in _ALL:
        for path in entry.commands:
            assert hidden[path.split()[0]] == needed[entry.part], entry.key


def test_the_questions_fit_where_they_are_shown():
    assert len({each.words.question.sentence for each in _ALL}) == len(_ALL)
    for part in Part:
        assert 0 < len(entries_of([part])) <= _MOST
    for entry in _ALL:
        assert len(entry.words.question.sentence) <= _LONGEST
        assert len(entry.words.answer.sentence) <= _TEXT / 4


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("wider", "shape"),
        ("picture private", "private"),
        ("/privacy delete", "delete"),
        ("How can I delete all my data?", "delete"),
        ("favourites", "mine"),
        ("WHY was I refused", "refused"),
        ("quota calendar", "quotas"),
        ("operator budget", "budgets"),
        ("import", "transfer"),
    ],
)
def test_a_question_is_found_by_its_words_and_by_its_commands(typed: str, key: str):
    assert key in {each.value for each in offered(_ALL, typed)}
    assert best(_ALL, typed) is not None


def test_what_nobody_knows_is_not_answered():
    assert offered(_ALL, "zebra xylophone") == []
    assert best(_ALL, "zebra") is None
    assert best(_ALL, "  ") is None
    assert len(offered(_ALL, "")) == _MOST
    assert best(entries_of([Part.MEMBER]), "operator budget") is None


@given(entry=st.sampled_from(_ALL), data=st.data())
def test_any_words_of_a_question_find_it(entry: Entry, data: st.DataObject):
    every = entry.words.question().split()
    some = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=4))
    for language in ("en-US", "de"):
        with speaking(language):
            same_part = entries_of([entry.part])
            typed = " ".join(some) if language == "en-US" else entry.words.question()
            assert entry.key in {each.value for each in offered(same_part, typed)}
