"""Words and patterns that a server refuses: seen before they are used, told when they refuse."""

import pytest

from bot.domain.job import JobState
from bot.domain.safety import FilterKind
from tests.cogs.conftest import STUDIO, Stage
from tests.cogs.safely import add_word, at_desk, decide, moderate, said, use_channels
from tests.support.tables import only_job


async def test_an_entry_is_seen_at_work_before_it_is_used(stage: Stage):
    await use_channels(stage, moderators="moderators")
    await stage.ended(await stage.discord.imagine("a fox in the snow"))
    await stage.ended(await stage.discord.imagine("my secret fox", private=True))
    panel = await moderate(stage, "filter add", text="Fóx")
    told = said(panel)
    for part in (
        "Refuse prompts with the word `Fóx`?",
        "I read it as `fox`",
        "2 of the last 2",
        "a **fox** in",
    ):
        assert part in told
    assert "1 of them is private" in told
    assert "secret" not in told
    assert (await stage.ended(await stage.discord.imagine("another fox"))).state is JobState.DONE

    await stage.discord.press(panel["original_id"], "Use it", as_="moderator")
    used = await stage.used(STUDIO)
    refused = await stage.discord.imagine("a red F.0.X, oil on canvas")
    assert "does not allow “F.0.X”" in said(refused)
    assert refused["response"]["flags"] & 64
    assert await stage.used(STUDIO) == used
    listed = said(await moderate(stage, "filter list"))
    assert "refused 1 prompt" in listed

    card = await at_desk(stage, "Filter extended")
    undone = await stage.discord.press(card["id"], "Undo", as_="owner")
    assert "Undone" in said(undone)
    assert "Undo" not in (await at_desk(stage, "undone by", id=card["id"]))["text"].split("\n")
    assert (await stage.ended(await stage.discord.imagine("a fox again"))).state is JobState.DONE
    again = await stage.discord.slash("safety log", as_="moderator", channel="moderators")
    assert "undone by" in said(again)


async def test_prompts_stay_hidden_where_the_server_wants_it(stage: Stage):
    await decide(stage, show_prompts=False)
    await stage.ended(await stage.discord.imagine("a fox in the snow"))
    told = said(await moderate(stage, "filter add", text="fox"))
    assert "1 of the" in told
    assert "snow" not in told
    assert "not shown" in told


async def test_what_is_dropped_is_never_used(stage: Stage):
    panel = await moderate(stage, "filter add", text="fox")
    await stage.discord.press(panel["original_id"], "Drop it", as_="moderator")
    assert (await stage.ended(await stage.discord.imagine("a fox"))).state is JobState.DONE
    assert "Nothing is refused here yet" in said(await moderate(stage, "filter list"))


async def test_a_pattern_refuses_without_being_told(stage: Stage):
    await add_word(stage, "fo+x", kind="pattern")
    refused = await stage.discord.imagine("a FOOOX")
    assert "does not allow what is in that prompt" in said(refused)
    assert "FOOOX" not in said(refused)
    assert await only_job(stage.app.store) is None


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("fox(?= hunt)", "pattern", "look ahead or behind"),
        (r"(\w)\1", "pattern", "refer back"),
        ("a*", "pattern", "every prompt"),
        ("a$$", "word", "plain letters"),
    ],
)
async def test_what_cannot_be_an_entry_is_told_with_what_to_write(stage: Stage, text, kind, told):
    assert told in said(await moderate(stage, "filter add", text=text, kind=kind))


async def test_an_entry_is_found_by_what_is_typed_and_removed(stage: Stage):
    await add_word(stage, "fox")
    await add_word(stage, "owl")
    offered = await stage.discord.autocomplete(
        "safety filter remove", "entry", "ow", as_="moderator", channel="moderators"
    )
    assert [each["name"] for each in offered] == ["owl"]
    removed = await moderate(stage, "filter remove", entry=offered[0]["value"])
    assert "`owl` are no longer refused" in said(removed)
    assert "not here any more" in said(await moderate(stage, "filter remove", entry="owl"))
    tested = said(await moderate(stage, "filter test", text="an 0wl and a f-o-x"))
    assert "Refused, for 1 reason" in tested
    assert "an 0wl and a **f-o-x**" in tested


async def test_a_long_list_has_pages(stage: Stage):
    filters = stage.app.store.safety.filters
    for word in ("ant", "bat", "cat", "dog", "eel", "fox", "gnu"):
        draft = await filters.draft(STUDIO, FilterKind.WORD, word, note="", by=1)
        await filters.take(STUDIO, draft.id, by=1)
    first = await moderate(stage, "filter list")
    assert "`eel`" in said(first)
    assert "`fox`" not in said(first)
    second = await stage.discord.press(first["original_id"], "More", as_="moderator")
    assert "`fox`" in said(second)
    assert "`eel`" not in said(second)
    assert "`ant`" in said(await stage.discord.press(first["original_id"], "Back", as_="moderator"))


async def test_members_are_neither_offered_it_nor_may_they_press_its_buttons(stage: Stage):
    await use_channels(stage, log="images")
    assert "safety" not in {each["name"] for each in await stage.discord.commands(as_="member")}
    await add_word(stage, "fox")
    card = await at_desk(stage, "Filter extended", channel="images")
    assert "for moderators" in said(await stage.discord.press(card["id"], "Undo", as_="member"))
    assert "does not allow" in said(await stage.discord.imagine("a fox"))
