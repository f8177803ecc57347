"""What `/help` tells is true of the commands there are, and is found by the words people type."""

import re
from pathlib import Path

import discord
import pytest
from discord import app_commands
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.help.topics import ENTRIES, Entry, Part, best, commands_in, entries_of, offered
from bot.chat.i18n import speaking
from bot.chat.words import help as words
from tests.support.commands import a_bot, by_path, options

#: Discord's most choices of a menu, its longest label, and its longest text of a message.
_MOST, _LONGEST, _TEXT = 25, 100, 4000
_OPTION = re.compile(r"`([a-z_]+):`")
_ALL = tuple(ENTRIES.values())
#: What people are told of in an answer, beside the questions.
_FRAME = (words.FIRST, words.HOW)


async def test_every_command_is_told_of_and_every_one_told_of_is_there(tmp_path: Path):
    async with a_bot(tmp_path) as bot:
        top, tree = bot.tree.get_commands(), by_path(bot)
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
        there = {option for path in commands_in(sentence) for option in options(tree[path])}
        assert set(_OPTION.findall(sentence)) <= there, sentence


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
