"""`/quota calendar`: whose midnight begins a day, and what that takes the place of."""

from tests.cogs.conftest import STUDIO, Stage
from tests.cogs.test_quota import quota
from tests.support.answers import said


async def test_days_begin_where_moderators_say(stage: Stage):
    found = await stage.discord.autocomplete("quota calendar", "time_zone", "berl", as_="moderator")
    assert [each["value"] for each in found] == ["Europe/Berlin"]
    done = await quota(stage, "calendar", time_zone="europe/berlin", week_start=6)
    assert "midnight in `Europe/Berlin`" in said(done)
    assert "weeks on Sunday" in said(done)
    settings = (await stage.app.store.settings.guild(STUDIO)).settings
    assert (settings.time_zone, settings.week_start) == ("Europe/Berlin", 6)
    assert "**time zone**: `UTC` → `Europe/Berlin`" in said(done)
    other = await quota(stage, "calendar", time_zone="Asia/Tokyo", as_="owner")
    assert "**time zone**: `Europe/Berlin` → `Asia/Tokyo`" in said(other)
    assert "first day of the week" not in said(other)
    assert "→" not in said(await quota(stage, "calendar", time_zone="Asia/Tokyo"))
    assert "no time zone called" in said(await quota(stage, "calendar", time_zone="Middle Earth"))
    assert "weeks on Sunday" in said(await quota(stage, "calendar"))
