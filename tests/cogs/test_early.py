"""What people ask before the bot has loaded what it answers with."""

from bot.chat.endpoints import use_endpoints
from bot.terminal.serve import talking_bot
from tests.cogs.conftest import FastClock, Start
from tests.support.answers import said
from tests.support.discord import DiscordControl


async def test_whoever_would_get_no_answer_in_time_is_told_to_ask_again(
    start: Start, discord: DiscordControl
):
    stage = await start()
    window = await discord.imagine()
    await stage.stop()
    past = [session["id"] for session in await discord.sessions()]
    use_endpoints(api_base=discord.api, gateway_url=discord.gateway, cdn_base=discord.cdn)
    async with talking_bot(discord.token, clock=FastClock()):
        await discord.wait_session(ignore=past)
        asked = await discord.imagine("an early fox", as_="second", wait=5)
        assert "Ich bin gerade erst gestartet" in said(asked)
        assert "an early fox" in said(asked)
        assert asked["response"]["flags"] & 64
        written = await discord.submit_modal(window["id"], {"prompt": "a fox in a window"})
        assert "I have just started" in said(written)
        assert "a fox in a window" in said(written)
        assert await discord.autocomplete("imagine", "model", "g") == []
