"""What the shell shows and how it ends."""

import io

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.chat.permissions import NEEDED
from bot.chat.words.permissions import NAMES
from bot.config import ConfigError
from bot.domain.errors import DatabaseBusy, DatabaseTooNew, DatabaseUnavailable, QuotaExceeded
from bot.domain.quota import Bucket, Measure, Scope, Standing
from bot.ops.port import PortInUse
from bot.store.faults import Reason
from bot.terminal.exits import Exit
from bot.terminal.invite import application_id_of, personal_link, server_link
from bot.terminal.screen import LineScreen, LiveScreen, expected_share, screen_for
from bot.terminal.trouble import explain
from bot.terminal.words import why_refused


@given(st.floats(0, 10_000), st.floats(0, 10_000), st.floats(0, 600))
def test_the_bar_only_grows_and_never_fills(earlier, later, usual):
    earlier, later = sorted((earlier, later))
    assert 0 <= expected_share(earlier, usual) <= expected_share(later, usual) < 1


def test_a_pipe_gets_one_line_per_change():
    out = io.StringIO()
    screen = screen_for(Console(file=out))
    assert isinstance(screen, LineScreen)
    for words in ("In the queue", "In the queue", "Painting [red]"):
        screen.show(words, 30)
    screen.close()
    assert out.getvalue().splitlines() == ["In the queue", "Painting [red]"]


def test_a_terminal_gets_a_bar_that_is_cleared():
    out = io.StringIO()
    screen = screen_for(Console(file=out, force_terminal=True, width=100))
    assert isinstance(screen, LiveScreen)
    screen.show("Painting", 30)
    screen.close()
    assert "Painting" in out.getvalue()


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (ConfigError(("A: 1", "B: 2")), Exit.CONFIG, "B: 2"),
        (DatabaseBusy("data/inkling.db"), Exit.TAKEN, "data/inkling.db"),
        (DatabaseTooNew("0042"), Exit.CONFIG, "0042"),
        (PortInUse("127.0.0.1", 80), Exit.TAKEN, "127.0.0.1:80"),
        (discord.LoginFailure(), Exit.NO_PERMISSION, "DISCORD_TOKEN"),
        (discord.PrivilegedIntentsRequired(None), Exit.NO_PERMISSION, "intent"),
        (discord.GatewayNotFound(), Exit.UNAVAILABLE, "reached"),
    ],
)
def test_each_trouble_has_a_sentence_and_a_code(error, code, word):
    trouble = explain(error)
    assert trouble is not None
    assert trouble.code is code
    assert word in trouble.words


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_of_the_database_has_its_own_words(reason):
    trouble = explain(DatabaseUnavailable(reason))
    assert trouble is not None
    assert f"({reason})" not in trouble.words


def test_a_bug_of_ours_is_not_explained_away():
    assert explain(ZeroDivisionError()) is None


def test_the_token_tells_the_application():
    assert application_id_of("MTEwMDAwMDAwMDAwMDAwMDAwMQ.x.y") == 1100000000000000001


@given(st.text())
def test_any_other_token_tells_nothing_or_a_number(token):
    assert application_id_of(token) is None or isinstance(application_id_of(token), int)


def test_the_links_ask_for_the_least():
    link = server_link(42)
    assert "client_id=42" in link
    assert f"permissions={NEEDED.value}" in link
    assert not NEEDED.administrator
    # What people are asked to allow is what the link asks for.
    assert discord.Permissions(**dict.fromkeys(NAMES, True)) == NEEDED
    assert "permissions" not in personal_link(42)


def test_refusals_are_told_without_discords_marks():
    bucket = Bucket(Scope.USER, subject_id=7)
    standing = Standing(bucket=bucket, measure=Measure.CREDITS_DAY, used=9, limit=10, resets_at=0)
    words = why_refused(QuotaExceeded(standing=standing, price=4))
    assert "**" not in words
    assert "<t:" not in words
    assert "at 00:00 UTC" in words
