"""`/quota`: what is decided, by whom, what it comes to, and what cannot be."""

import json
from typing import Any

import pytest

from bot.domain.price import PricedKind
from bot.domain.quota import MOST, Bucket, Measure, Rule, Scope
from tests.cogs.conftest import STUDIO, Json, Stage, Start
from tests.support.answers import labels, said
from tests.support.tables import decisions

MEMBER, SECOND, MODERATOR = 1100000000000000011, 1100000000000000012, 1100000000000000013
MODERATORS = STUDIO + 1
IMAGES = 1100000000000000101
M = Measure


async def quota(stage: Stage, command: str, as_: str = "moderator", **options: Any) -> Json:
    answered = await stage.discord.slash(f"quota {command}", options, as_=as_)
    assert answered["response"]["flags"] & 64
    return answered


async def rules(stage: Stage) -> dict[tuple[Scope, int, Measure], int | None]:
    return {place: rule.amount for place, rule in (await stage.app.store.rules.own(STUDIO)).items()}


async def decide(stage: Stage, scope: Scope, amount: int | None, subject: int = 0, **more: Any) -> None:
    measure = more.get("measure", M.CREDITS_DAY)
    rule = Rule(guild_id=STUDIO, scope=scope, subject_id=subject, measure=measure, amount=amount)
    await stage.app.store.rules.set(rule, by=MODERATOR)


async def test_it_is_hidden_from_members_who_have_their_own_view(stage: Stage):
    seen = {one["name"] for one in await stage.discord.commands()}
    assert "quota" not in seen
    assert "credits" in seen
    assert "quota" in {one["name"] for one in await stage.discord.commands(as_="moderator")}


async def test_everybody_a_limit_can_be_for_is_given_one_and_it_holds(stage: Stage):
    await quota(stage, "set server", amount="50")
    await quota(stage, "set everyone", amount="1,000", what=M.CREDITS_WEEK)
    await quota(stage, "set channel", channel="images", amount="30", what=M.CREDITS_MONTH)
    await quota(stage, "set role", role=str(MODERATORS), amount="no limit", what=M.RUNNING)
    await quota(stage, "set role", role=str(STUDIO), amount="5m", what=M.COOLDOWN)
    done = await quota(stage, "set member", member="member", amount="1")
    assert "<@1100000000000000011>: **1 credit a day**" in said(done)
    assert "Before: nothing decided" in said(done)
    assert "0 of 1 used" in said(done)
    assert labels(done) == ["Undo"]
    assert await rules(stage) == {
        (Scope.GUILD, 0, M.CREDITS_DAY): 50,
        (Scope.EVERYONE, 0, M.CREDITS_WEEK): 1000,
        (Scope.CHANNEL, IMAGES, M.CREDITS_MONTH): 30,
        (Scope.ROLE, MODERATORS, M.RUNNING): None,
        (Scope.EVERYONE, 0, M.COOLDOWN): 300,
        (Scope.MEMBER, MEMBER, M.CREDITS_DAY): 1,
    }
    refused = await stage.discord.imagine("a fox")
    assert "2 credits, and you have 1 for a whole day" in said(refused)
    assert "a limit for <@1100000000000000011> alone" in said(refused)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("-5", "below zero"),
        ("2.5", "whole numbers"),
        (str(MOST + 1), "more than I can count on: 1,000,000,000"),
        ("plenty", "not an amount I can read"),
    ],
)
async def test_an_amount_that_is_none_changes_nothing_and_is_told(stage: Stage, amount, words):
    answered = await quota(stage, "set server", amount=amount)
    assert words in said(answered)
    assert "Nothing was changed." in said(answered)
    assert await rules(stage) == {}
    assert words in said(await quota(stage, "grant server", credits=amount))


async def test_zero_stops_pictures_and_says_so(stage: Stage):
    assert "That stops pictures for" in said(await quota(stage, "set everyone", amount="0"))
    assert "are used up (0 of 0 used)" in said(await stage.discord.imagine("a fox"))


async def test_what_is_typed_is_read_back_while_it_is_typed(stage: Stage):
    async def offered(typed: str, **options: str) -> list[str]:
        found = await stage.discord.autocomplete(
            "quota set everyone", "amount", typed, options=options, as_="moderator"
        )
        return [each["name"] for each in found]

    assert await offered("50", what=M.CREDITS_WEEK) == ["50 credits a week"]
    assert await offered("90s", what=M.COOLDOWN) == ["a pause of 1 min 30 s between requests"]
    assert "as many credits a day as they like" in await offered("")


async def test_a_rule_is_removed_by_picking_it_and_what_applies_instead_is_told(start: Start):
    stage = await start(MEMBER_DAILY_CREDITS="7")
    await decide(stage, Scope.EVERYONE, 20)
    await decide(stage, Scope.ROLE, 3, MODERATORS)
    await decide(stage, Scope.ROLE, 4, 99)
    await decide(stage, Scope.MEMBER, 1, MODERATOR)
    found = await stage.discord.autocomplete("quota remove", "rule", as_="moderator")
    names = {each["value"]: each["name"] for each in found}
    assert names == {
        f"member:{MODERATOR}:credits_day": "Noor: 1 credit a day",
        f"role:{MODERATORS}:credits_day": "@Moderators: 3 credits a day",
        "role:99:credits_day": "deleted role 99: 4 credits a day",
        "everyone:0:credits_day": "Each member: 20 credits a day",
    }
    removed = await quota(stage, "remove", rule=f"member:{MODERATOR}:credits_day")
    assert f"What applies now: 3 credits a day (the limit of the role <@&{MODERATORS}>)" in said(removed)
    removed = await quota(stage, "remove", rule="everyone:0:credits_day")
    assert "What applies now: 7 credits a day (the operator's usual limit)" in said(removed)
    assert "no such rule" in said(await quota(stage, "remove", rule="everyone:0:credits_day"))
    assert "no such rule" in said(await quota(stage, "remove", rule="whatever"))


async def test_a_change_is_taken_back_even_after_a_restart_unless_somebody_decided_since(start: Start):
    stage = await start()
    await decide(stage, Scope.EVERYONE, 20)
    done = await quota(stage, "set everyone", amount="5")
    removed = await quota(stage, "set server", amount="9")
    await stage.stop()
    stage = await start()
    undone = await stage.discord.press(done["original_id"], "Undo", as_="moderator")
    assert "Taken back. Each member: **20 credits a day**" in said(undone)
    await stage.discord.press(removed["original_id"], "Undo", as_="moderator")
    assert await rules(stage) == {(Scope.EVERYONE, 0, M.CREDITS_DAY): 20}
    done = await quota(stage, "set everyone", amount="6")
    await quota(stage, "set everyone", as_="owner", amount="7")
    kept = await stage.discord.press(done["original_id"], "Undo", as_="moderator")
    assert "Meanwhile <@1100000000000000014> decided: Each member: **7 credits a day**" in said(kept)
    assert "So I left it as it is." in said(kept)
    assert (await rules(stage))[Scope.EVERYONE, 0, M.CREDITS_DAY] == 7


async def test_who_decided_what_is_kept(stage: Stage):
    await quota(stage, "set server", amount="50")
    await quota(stage, "set server", as_="owner", amount="no limit")
    changes = await decisions(stage.app.store.database, STUDIO)
    assert [(change["key"], change["before"], change["after"]) for change in changes] == [
        ("credits_day", None, 50),
        ("credits_day", 50, "unlimited"),
    ]
    assert changes[0]["by_user_id"] == MODERATOR


async def test_extra_credits_are_given_used_shown_and_taken_back(stage: Stage):
    await decide(stage, Scope.EVERYONE, 0)
    given = await quota(
        stage, "grant member", member="member", credits="6", expires="7d", reason="won the *fair*"
    )
    assert "<@1100000000000000011>: **6 credits** extra, until <t:" in said(given)
    assert "Left now: 6 credits (0 of 0 used, 6 extra)." in said(given)
    await stage.ended(await stage.discord.imagine("a fox"))
    shown = said(await quota(stage, "show", member="member"))
    assert "4 extra credits, until <t:" in shown
    assert "won the \\*fair\\*" in shown
    (picked,) = await stage.discord.autocomplete("quota revoke", "grant", as_="moderator")
    assert picked["name"] == "Mira · 4 of 6 credits left · won the *fair*"
    taken = await stage.discord.press(given["original_id"], "Undo", as_="moderator")
    assert "4 of 6 credits were unused and are taken back" in said(taken)
    assert "no such extra credits" in said(await quota(stage, "revoke", grant=picked["value"]))
    assert "are used up" in said(await stage.discord.imagine("a fox"))
    for credits_, expires, words in (("0", "", "too little: 1"), ("1", "soon", "not a length of time")):
        answered = await quota(stage, "grant channel", channel="images", credits=credits_, expires=expires)
        assert words in said(answered)
    pooled = await quota(stage, "grant server", credits="5")
    assert "without end" in said(pooled)
    assert "no limit on their credits now" in said(pooled)


async def test_use_is_counted_from_0_again(stage: Stage):
    await stage.app.store.settings.change_guild(STUDIO, {"confirm_above": None}, by=MODERATOR)
    await decide(stage, Scope.MEMBER, 2, MEMBER)
    await stage.ended(await stage.discord.imagine("a fox"))
    assert "Not yet" in said(await stage.discord.imagine("a fox"))
    reset = await quota(stage, "reset member", member="member")
    assert "Counted from 0 again" in said(reset)
    await stage.ended(await stage.discord.imagine("a fox"))
    await quota(stage, "reset server")
    assert (await stage.used(STUDIO))[0] == 0


async def test_a_member_is_shown_with_the_rule_that_decides(start: Start):
    stage = await start(GUILD_DAILY_CREDITS="100")
    await decide(stage, Scope.ROLE, 9, MODERATORS)
    await decide(stage, Scope.EVERYONE, 2, measure=M.RUNNING)
    await decide(stage, Scope.CHANNEL, 40, IMAGES)
    await decide(stage, Scope.CEILING, 70)
    await stage.ended(await stage.discord.imagine("a fox", as_="moderator"))
    shown = said(await quota(stage, "show", member="moderator", channel="images"))
    assert "**Credits a day**: 2 of 9 used, 7 left\n-# new ones <t:" in shown
    assert f":R> · the limit of the role <@&{MODERATORS}>" in shown
    assert "**Credits a week**: 2 used, no limit" in shown
    assert "**Requests at work at once**: 2\n-# the server's usual limit" in shown
    assert f"<#{IMAGES}>: **Credits a day**: 2 of 40 used" in shown
    assert "The whole server together: **Credits a day**: 2 of 100 used" in shown
    assert "This server, as the operator allows: **Credits a day**: 2 of 70 used" in shown
    assert ":R> · the operator's usual limit" in shown


async def test_a_server_a_channel_and_a_role_are_shown(stage: Stage):
    await decide(stage, Scope.EVERYONE, 20)
    await decide(stage, Scope.ROLE, 60, MODERATORS, measure=M.COOLDOWN)
    server = said(await quota(stage, "show"))
    assert "20 credits a day (the server's usual limit)" in server
    assert "Days begin at midnight in `UTC`" in server
    assert "a pause of 1 min between requests" in said(await quota(stage, "show", role=str(MODERATORS)))
    assert f"Credits of <#{IMAGES}>" in said(await quota(stage, "show", channel="images"))
    both = await quota(stage, "show", role=str(MODERATORS), member="member")
    assert "a role alone" in said(both)


async def test_the_list_has_all_pages_and_names_who_is_gone(start: Start):
    stage = await start()
    assert "Nothing is decided yet" in said(await quota(stage, "list"))
    for measure in Measure:
        await decide(stage, Scope.EVERYONE, 5, measure=measure)
    await decide(stage, Scope.ROLE, 4, 99)
    await decide(stage, Scope.CHANNEL, 4, 98)
    await decide(stage, Scope.MEMBER, 4, 97)
    await stage.app.store.grants.give(
        Bucket(Scope.MEMBER, STUDIO, 97), 5, by=MODERATOR, reason="for the fair"
    )
    await stage.app.store.prices.set(STUDIO, PricedKind("gpt-image-2", "", "high"), 9, by=MODERATOR)
    first = await quota(stage, "list")
    assert "<@&99>: **4 credits a day**" in said(first)
    assert "This role was deleted" in said(first)
    assert "Page 1 of 2" in said(first)
    await stage.stop()
    stage = await start()
    second = await stage.discord.press(first["original_id"], "Next", as_="moderator")
    assert "They have left the server. Take it off the list with `/quota remove`." in said(second)
    assert "Take it off the list with `/quota revoke`." in said(second)
    assert "`gpt-image-2` `high`: **9 credits** a picture" in said(second)


async def test_a_price_is_decided_charged_shown_and_given_up(stage: Stage):
    assert "what the operator's catalogue says" in said(await quota(stage, "price"))
    done = await quota(stage, "price", model="gpt-image-2", quality="medium", credits="5")
    assert "`gpt-image-2` `medium` costs **5 credits** a picture" in said(done)
    assert "medium **5** (usually 2)" in said(done)
    asked = await stage.discord.imagine("a fox", model="gpt-image-2")
    await stage.ended(asked)
    assert (await stage.used(STUDIO))[0] == 5
    offered = await stage.discord.autocomplete("imagine", "quality", options={"model": "gpt-image-2"})
    assert "medium · 5 credits" in {each["name"] for each in offered}
    again = await quota(stage, "price", model="gpt-image-2", quality="medium", credits="usual")
    assert "costs what the catalogue says again" in said(again)
    assert "no model called" in said(await quota(stage, "price", model="crayon", credits="1"))
    assert "does not take `ultra`" in said(await quota(stage, "price", quality="ultra", credits="1"))
    assert "below zero" in said(await quota(stage, "price", credits="-1"))
    assert (await stage.app.store.prices.of(STUDIO)).decided == {}


async def test_prices_and_resets_are_taken_back_unless_somebody_decided_since(start: Start):
    stage = await start()
    await stage.ended(await stage.discord.imagine("a fox"))
    priced = await quota(stage, "price", model="gpt-image-2", quality="high", credits="5")
    reset = await quota(stage, "reset server")
    assert labels(priced) == labels(reset) == ["Undo"]
    assert labels(await quota(stage, "price", model="gpt-image-2", quality="high", credits="5")) == []
    await stage.stop()
    stage = await start()
    back = await stage.discord.press(reset["original_id"], "Undo", as_="moderator")
    assert "Taken back. What was used before counts again" in said(back)
    assert (await stage.used(STUDIO))[0] == 2
    undone = await stage.discord.press(priced["original_id"], "Undo", as_="moderator")
    assert "costs what the catalogue says again" in said(undone)
    assert (await stage.app.store.prices.of(STUDIO)).decided == {}

    priced = await quota(stage, "price", credits="3")
    await quota(stage, "price", as_="owner", credits="4")
    kept = await stage.discord.press(priced["original_id"], "Undo", as_="moderator")
    assert "Meanwhile <@1100000000000000014> decided: every picture: **4 credits** a picture" in said(kept)
    assert (await stage.app.store.prices.of(STUDIO)).decided == {PricedKind("", "", ""): 4}
    reset = await quota(stage, "reset server")
    await quota(stage, "reset server", as_="owner")
    kept = await stage.discord.press(reset["original_id"], "Undo", as_="moderator")
    assert "Meanwhile <@1100000000000000014> decided about this anew. So I left it" in said(kept)
    assert (await stage.used(STUDIO))[0] == 0


async def test_what_cannot_be_bounded_there_is_no_longer_offered(stage: Stage):
    answered = await stage.discord.slash(
        "quota set server", {"amount": "5", "what": M.COOLDOWN}, as_="moderator", outdated=True
    )
    assert "That command has changed" in said(answered)
    assert json.dumps(await rules(stage) or None) == "null"
