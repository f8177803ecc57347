"""Every panel of channels and setup is one that Discord takes, whatever was decided."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.cards.channel import channel_card
from bot.chat.checks.line import attention, fine
from bot.chat.greeting import greeting_card
from bot.chat.i18n import speaking
from bot.chat.panels.channel import ChannelView, channel_panel, closing_panel
from bot.chat.panels.channel_list import list_panel
from bot.chat.panels.checkup import checkup_panel
from bot.chat.panels.history import history_panel
from bot.chat.panels.more import more_panel
from bot.chat.panels.paging import ROOM, page_of, paged
from bot.chat.panels.transfer import FILE_NAME, import_panel
from bot.chat.panels.wizard import WizardView, finished_panel, wizard_panel
from bot.chat.words import changes, decisions, refusal
from bot.domain.errors import ImportFault, ImportRefused, ValueFault, ValueKind, WrongValue
from bot.domain.guild import ChannelSettings, GuildSettings, Nsfw, QuietHours
from bot.domain.settings_text import MOST_RULES
from bot.engine.bundle import Comparison
from bot.gateways.catalogue import load_catalogue
from bot.store.changes import Change
from bot.store.decided import Versioned
from tests.unit.chat.test_cards import check, drawn

MODELS = tuple(load_catalogue().models.values())
_names = st.sampled_from([*(model.name for model in MODELS), "gone"])
_ids = st.integers(10**17, 2**63 - 1)
_channels = st.builds(
    ChannelSettings,
    models=st.lists(_names, unique=True).map(tuple),
    highest_quality=st.sampled_from([None, "low", "high", "gone"]),
    highest_resolution=st.sampled_from([None, "1k", "4k"]),
    default_aspect_ratio=st.sampled_from([None, "16:9"]),
    thread_per_result=st.booleans(),
    auto_spoiler=st.booleans(),
    allow_nsfw=st.booleans(),
    slow_mode=st.integers(0, 86_400),
    quiet_hours=st.none() | st.just(QuietHours(begin=1320, end=420)),
    rules=st.sampled_from(["", "Be *kind*.", "x" * MOST_RULES, "\n" * 40]),
)
_guilds = st.builds(
    GuildSettings,
    locale=st.sampled_from([None, "de", "en-US", "xx"]),
    time_zone=st.sampled_from(["UTC", "Asia/Kathmandu"]),
    moderators_channel_id=st.none() | _ids,
    showcase_channel_id=st.none() | _ids,
    confirm_above=st.none() | st.integers(0, 100),
    nsfw=st.sampled_from(Nsfw),
    strikes=st.none() | st.integers(1, 999),
    keep_prompts_days=st.none() | st.integers(1, 3650),
)
_changes = st.builds(
    Change,
    guild_id=st.just(1),
    at=st.integers(0, 2**41),
    by_user_id=st.just(0) | _ids,
    area=st.sampled_from(["guild", "channel", "quota", "price", "filter", "access", "new"]),
    subject=st.sampled_from(["", "channel:5", "role:6", "member:7", "word:`x`", "everyone"]),
    key=st.sampled_from([*decisions.NAMES, "credits_day", "grant:7", "reset", "appeal:x", "word", "new"]),
    before=st.none() | st.booleans() | st.integers(0, 6) | st.text(max_size=300),
    after=st.none(),
)
_quick = settings(max_examples=40, deadline=None)


@_quick
@given(now=_channels, version=st.integers(0, 10**9 - 1), notes=st.lists(st.just("n" * 600), max_size=2))
def test_the_panel_of_a_channel(now, version, notes):
    view = ChannelView(channel_id=2**63 - 1, now=Versioned(version, now), models=MODELS, notes=notes)
    check(drawn(lambda: channel_panel(view)))
    check(drawn(lambda: closing_panel(2**63 - 1, version)))
    check(drawn(lambda: channel_card(now, MODELS, time_zone="Asia/Kathmandu")))


@_quick
@given(found=st.dictionaries(_ids, _channels, min_size=1, max_size=30), page=st.integers(0, 9))
def test_the_list_of_channels(found, page):
    channels = {channel: Versioned(1, each) for channel, each in found.items()}
    said = check(drawn(lambda: list_panel(channels, list(found), page)))
    assert "deleted on Discord" in said


@_quick
@given(guild=_guilds, channels=st.lists(_ids, max_size=60, unique=True), told=st.sampled_from(["none", "7"]))
def test_the_wizard(guild, channels, told):
    now = Versioned(3, guild)
    desk = guild.moderators_channel_id
    view = WizardView(guild=now, channels=channels, desk=desk, credits_a_day=told, notes=["n" * 1300])
    check(drawn(lambda: wizard_panel(view)))
    check(drawn(lambda: finished_panel(channels)))
    check(drawn(lambda: more_panel(now, notes=["n" * 1300])))
    check(drawn(greeting_card))


@_quick
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 500)), min_size=1, max_size=60), st.integers(0, 99))
def test_the_check(lines, page):
    found = [(fine if ok else attention)("x" * length) for ok, length in lines]
    check(drawn(lambda: checkup_panel(found, page)))


def _tellable(change: Change) -> bool:
    """Whether it is one that this program writes: kinds of values by key."""
    try:
        changes.change(change)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError):
        return False
    return True


@_quick
@given(st.lists(_changes.filter(_tellable), max_size=40), st.integers(0, 9))
def test_the_history_and_what_an_import_would_change(found, page):
    check(drawn(lambda: history_panel(found[:11], page)))
    assert len(changes.changes(found)) <= 1200
    if found:
        comparison = Comparison(tuple(found), "0" * 16)
        check(drawn(lambda: import_panel(comparison, page, notes=["n" * 200])), [FILE_NAME])


@given(st.lists(st.text(max_size=400), max_size=60))
def test_pages_hold_every_line_once_and_in_order(lines):
    pages = paged(lines)
    assert [line for page in pages for line in page] == lines
    assert all(len("\n".join(page)) <= ROOM + 400 for page in pages)


@given(st.lists(st.integers(), max_size=40), st.integers(1, 10))
def test_pages_of_a_list_hold_every_entry_once_and_in_order(entries, size):
    pages = page_of(entries, 0, size=size).pages
    turned = [page_of(entries, number, size=size) for number in range(pages)]
    assert [entry for page in turned for entry in page.shown] == entries
    assert all(len(page.shown) <= size and page.pages == pages for page in turned)
    assert page_of(entries, pages + 3, size=size) == turned[-1]


@pytest.mark.parametrize("fault", ValueFault)
def test_all_that_is_wrong_with_a_file_fits_into_one_answer(fault):
    wrong = tuple(WrongValue("channels.`x`." + "y" * 500, fault, ValueKind.TEXT, (0, 5)) for _ in range(20))
    said = refusal(ImportRefused(ImportFault.WRONG, wrong))
    assert len(said) <= 2000
    assert "`x`" not in said


@pytest.mark.parametrize("kind", ValueKind)
def test_what_a_value_has_to_be_is_told_in_the_readers_language(kind):
    wrong = (
        WrongValue("strikes", ValueFault.KIND, kind),
        WrongValue("rules", ValueFault.RANGE, None, (0, 1500)),
    )
    error = ImportRefused(ImportFault.WRONG, wrong)
    english = refusal(error)
    assert "`rules` is outside 0–1,500." in english
    with speaking("de"):
        german = refusal(error)
    assert "`rules` liegt nicht zwischen 0 und 1.500." in german
    assert not set(english.splitlines()) & set(german.splitlines())


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("slow_mode", 5400, "90 minutes"),
        ("slow_mode", 7200, "2 hours"),
        ("strikes", None, "never"),
        ("keep_prompts_days", None, "for ever"),
        ("highest_quality", None, "all"),
        ("models", [], "all"),
        ("nsfw", "withhold", "shown to the requester alone"),
        ("quiet_hours", {"begin": 1320, "end": 420}, "22:00-07:00"),
        ("week_start", 6, "Sunday"),
        ("log_channel_id", 5, "<#5>"),
        ("open", True, "on"),
        ("brand_new", 5, "5"),
    ],
)
def test_decisions_are_told_as_people_say_them(key: str, value: Any, said: str):
    assert decisions.told(key, value) == said
