"""`/quota panel`: whom, what, how much, pressed; by two at once, and over a restart."""

from typing import Any

from bot.domain.quota import Measure, Scope
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.cogs.test_quota import IMAGES, MEMBER, MODERATORS, decide, quota, rules
from tests.support.answers import labels, said

M = Measure


async def opened(stage: Stage, *, as_: str = "moderator") -> str:
    return str((await quota(stage, "panel", as_=as_))["original_id"])


async def choose(stage: Stage, panel: str, select: str, value: str, *, as_: str = "moderator") -> Json:
    answered = await stage.discord.choose(panel, f"quota:{select}", [value], as_=as_)
    assert answered["state"] == "update"
    return answered


async def change(stage: Stage, panel: str, place: str, *, as_: str = "moderator") -> Json:
    window = await stage.discord.press(panel, f"quota:change:{place}", as_=as_)
    assert window["state"] == "modal"
    return window


async def write(stage: Stage, window: Json, **values: Any) -> Json:
    return await stage.discord.submit_modal(window["id"], values)


async def test_each_step_survives_a_restart(start: Start):
    stage = await start()
    panel = await opened(stage)
    first = await choose(stage, panel, "whom", "everyone")
    assert "**Credits a day**: nothing decided" in said(first)
    assert labels(first).count("Change") == 6
    await stage.stop()
    stage = await start()
    window = await change(stage, panel, "everyone:0:credits_week")
    await stage.stop()
    stage = await start()
    done = await write(stage, window, amount="1,500")
    assert "Each member: **1,500 credits a week**" in said(done)
    assert "**Credits a week**: 1,500\n" in said(done) + "\n"
    undone = await stage.discord.press(panel, "Undo", as_="moderator")
    assert "Taken back. Again nothing is decided: Each member, credits a week" in said(undone)
    assert labels(undone).count("Change") == 6
    assert await rules(stage) == {}


async def test_roles_channels_and_members_are_chosen_from_what_there_is(stage: Stage):
    panel = await opened(stage)
    for kind, subject, count, id_ in (
        ("role", str(MODERATORS), 6, MODERATORS),
        ("channel", "images", 5, IMAGES),
        ("member", "member", 6, MEMBER),
    ):
        asked = await choose(stage, panel, "whom", kind)
        assert "Change" not in labels(asked)
        shown = await choose(stage, panel, f"subject:{kind}", subject)
        assert labels(shown).count("Change") == count
        done = await write(stage, await change(stage, panel, f"{kind}:{id_}:credits_day"), amount="3")
        assert "**3 credits a day**" in said(done)
    assert await rules(stage) == {
        (Scope.ROLE, MODERATORS, M.CREDITS_DAY): 3,
        (Scope.CHANNEL, IMAGES, M.CREDITS_DAY): 3,
        (Scope.MEMBER, MEMBER, M.CREDITS_DAY): 3,
    }
    refused = await write(stage, await change(stage, panel, f"member:{MEMBER}:credits_day"), amount="-1")
    assert "below zero" in said(refused)
    removed = await write(stage, await change(stage, panel, f"member:{MEMBER}:credits_day"), amount="")
    assert "Nothing is decided for this any more" in said(removed)
    assert len(await rules(stage)) == 2


async def test_who_decides_second_sees_what_the_first_did_and_is_asked_again(stage: Stage):
    panel = await opened(stage)
    await choose(stage, panel, "whom", "guild")
    window = await change(stage, panel, "guild:0:credits_day")
    await quota(stage, "set server", as_="owner", amount="30")
    asked = await write(stage, window, amount="50")
    assert "Meanwhile <@1100000000000000014> decided: The whole server together: **30 credits a day**" in (
        said(asked)
    )
    assert "You were about to decide: 50 credits a day." in said(asked)
    assert await rules(stage) == {(Scope.GUILD, 0, M.CREDITS_DAY): 30}
    await quota(stage, "set server", as_="owner", amount="31")
    again = await stage.discord.press(panel, "Yes, decide it", as_="moderator")
    assert "**31 credits a day**" in said(again)
    done = await stage.discord.press(panel, "Yes, decide it", as_="moderator")
    assert "**50 credits a day**" in said(done)
    assert "Before: 31 credits a day" in said(done)
    window = await change(stage, panel, "guild:0:credits_day")
    await decide(stage, Scope.GUILD, 7)
    await write(stage, window, amount="8")
    left = await stage.discord.press(panel, "No, leave it", as_="moderator")
    assert "**Credits a day**: 7\n" in said(left)
    assert await rules(stage) == {(Scope.GUILD, 0, M.CREDITS_DAY): 7}


async def test_extra_credits_are_given_and_everything_decided_is_shown(stage: Stage):
    panel = await opened(stage)
    await choose(stage, panel, "whom", "guild")
    window = await stage.discord.press(panel, "Give extra credits", as_="moderator")
    given = await write(stage, window, credits="12", expires="2 weeks", reason="for the fair")
    assert "The whole server together: **12 credits** extra, until <t:" in said(given)
    listed = await stage.discord.press(panel, "Everything decided", as_="moderator")
    assert "**12 of 12 credits left**" in said(listed)
    (grant,) = await stage.app.store.grants.usable(STUDIO)
    assert grant.reason == "for the fair"
