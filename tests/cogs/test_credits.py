"""`/credits`: everybody's own view, anywhere."""

from bot.domain.quota import Bucket, Measure, Scope
from tests.cogs.conftest import STUDIO, Stage, Start
from tests.cogs.test_quota import IMAGES, MEMBER, MODERATOR, MODERATORS, decide
from tests.support.answers import said


async def shown(stage: Stage, **how: str) -> str:
    answered = await stage.discord.slash("credits", **how)  # type: ignore[arg-type]
    assert answered["response"]["flags"] & 64
    return said(answered)


async def test_what_is_left_and_when_there_is_more(start: Start):
    stage = await start(GUILD_DAILY_CREDITS="100", MEMBER_DAILY_CREDITS="10")
    await stage.ended(await stage.discord.imagine("a fox", quality="high"))
    told = await shown(stage)
    assert "You can spend **6 credits** here now." in told
    assert "**This server together**: 96 of 100 credits left today\n-# new ones <t:" in told
    assert "**You, in this server**: 6 of 10 credits left today\n-# new ones <t:" in told
    assert ":R> · the operator's usual limit" in told
    assert "10 of 10" in await shown(stage, as_="owner")


async def test_without_a_limit_the_use_is_shown(stage: Stage):
    await stage.ended(await stage.discord.imagine("a fox"))
    assert "2 credits used today, no limit" in await shown(stage)
    alone = await shown(stage, channel="dm")
    assert "**You**: 0 credits used today, no limit" in alone
    assert "in this server" not in alone


async def test_every_limit_says_what_decides_it(stage: Stage):
    await decide(stage, Scope.ROLE, 9, MODERATORS)
    await decide(stage, Scope.EVERYONE, 300, measure=Measure.CREDITS_MONTH)
    await decide(stage, Scope.EVERYONE, 30, measure=Measure.COOLDOWN)
    await decide(stage, Scope.CHANNEL, 40, IMAGES)
    told = await shown(stage, as_="moderator")
    assert "9 of 9 credits left today" in told
    assert f":R> · the limit of the role <@&{MODERATORS}>" in told
    assert "300 of 300 credits left this month" in told
    assert ":R> · the server's usual limit" in told
    assert "**This channel together**: 40 of 40 credits left today" in told
    assert "**Pause between requests**: 30 s\n-# the server's usual limit" in told
    assert "The tightest of these counts" in told


async def test_extra_credits_have_an_end_and_a_reason(stage: Stage):
    await decide(stage, Scope.EVERYONE, 3)
    expires_at = stage.clock.wall_ms() + 86_400_000
    bucket = Bucket(Scope.MEMBER, STUDIO, MEMBER)
    grant = stage.app.store.grants.give
    await grant(bucket, 5, by=MODERATOR, reason="for @everyone", expires_at=expires_at)
    await grant(Bucket(Scope.MEMBER, STUDIO, MODERATOR), 7, by=MODERATOR, reason="")
    told = await shown(stage)
    assert f"5 extra credits, until <t:{expires_at // 1000}:f>: for @\u200beveryone" in told
    assert "7 extra" not in told


async def test_prices_are_those_of_the_server(stage: Stage):
    assert "The usual picture, by GPT Image 2 in 1k, medium: **2 credits**" in await shown(stage)
    await stage.discord.slash(
        "quota price", {"model": "gpt-image-2", "quality": "medium", "credits": "7"}, as_="moderator"
    )
    told = await shown(stage)
    assert "in 1k, medium: **7 credits**" in told
    assert "GPT Image 2: 1 to 16 credits" in told
    assert "**2 credits**" in await shown(stage, channel="club-images")


async def test_the_limits_of_one_server_do_not_touch_another_and_whoever_brings_the_app_sees_theirs(
    stage: Stage,
):
    await decide(stage, Scope.GUILD, 0)
    assert "no limit" in await shown(stage, channel="club-images")
    assert "no limit" in await shown(stage, channel="elsewhere", as_="stranger")
