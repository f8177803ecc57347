"""What the world does to a bot: time, network, faults, rights, channels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.support.discord.caller import Caller, Json


class Happenings(Caller):
    """The calls that change the world around the bot."""

    async def advance(self, seconds: float) -> None:
        """Push the stand-in's clock forward: interaction deadlines, rate limits, CDN addresses."""
        await self.call("POST", "/advance", seconds=seconds)

    async def expire(self, interaction: str) -> None:
        """Make an interaction's token invalid at once."""
        await self.call("POST", "/expire", interaction=interaction)

    async def duplicate(self, interaction: str) -> None:
        """Send the same INTERACTION_CREATE again."""
        await self.call("POST", "/duplicate", interaction=interaction)

    async def socket(self, action: str, *, code: int | None = None) -> int:
        """ "drop", "reconnect" (op 7), "invalid" (op 9), "resumable" (op 9 true) or "close" with a code.

        Returns how many connections it hit.
        """
        return int((await self.call("POST", "/socket", action=action, code=code))["sockets"])

    async def fault(self, action: str, path: str = "", *, method: str = "", **more: Any) -> int:
        """Script a fault for the next requests that match; returns its id.

        Actions: "status" (nothing is done, answered with `status` and `body`), "status-after" (done, then
        so answered), "drop" (cut in mid-upload), "drop-after" (done, then cut), "delay" (`seconds`),
        "hold" (until `release`). `more`: upload (only with files), times (1), skip (0), status (500),
        body, headers, seconds.
        """
        made = await self.call("POST", "/faults", action=action, path=path, method=method, **more)
        return int(made["id"])

    async def release(self, fault: int) -> None:
        """Let the requests go that a "hold" fault holds."""
        await self.call("POST", f"/faults/{fault}/release")

    async def rate_limit(
        self, path: str, *, method: str = "*", retry_after: float = 0.1, **more: Any
    ) -> None:
        """Script real 429s for whole paths. `more`: times (1), scope, via (True), code."""
        await self.call("POST", "/rate-limit", path=path, method=method, retry_after=retry_after, **more)

    async def settings(self, **changed: Any) -> Json:
        """Change settings: advertised_upload_limit, enforced_upload_limit, heartbeat_ms, token, …"""
        return dict(await self.call("POST", "/settings", **changed))

    async def permissions(
        self, channel: str, target: str, *, allow: Sequence[str] = (), deny: Sequence[str] = ()
    ) -> None:
        """Overwrite rights in a channel for a person, "bot", "everyone" or a role, by flag names."""
        names = {"allow": list(allow), "deny": list(deny)}
        await self.call("POST", "/permissions", channel=channel, target=target, **names)

    async def roles(
        self, guild: str, person: str, *, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> None:
        """Give or take roles by name."""
        names = {"add": list(add), "remove": list(remove)}
        await self.call("POST", "/roles", guild=guild, person=person, **names)

    async def give_command(self, guild: str, command: str, to: str, say: str = "allow") -> None:
        """Give a command to a role or person by name, as under Server Settings, Integrations.

        "deny" denies it, "nothing" decides nothing any more.
        """
        await self.call("POST", "/command", guild=guild, command=command, to=to, say=say)

    async def change_channel(self, channel: str, action: str) -> None:
        """ "delete", "lock", "unlock", "restrict" or "unrestrict" (the age restriction).

        Of threads "archive" and "unarchive" as well.
        """
        await self.call("POST", "/channel", channel=channel, action=action)

    async def dms(self, person: str, *, open_: bool) -> None:
        """Open or close a person's direct messages."""
        await self.call("POST", "/dms", person=person, open=open_)

    async def language(self, locale: str, *, person: str | None = None, guild: str | None = None) -> None:
        """Choose the language of a person or of a guild, as Discord names it."""
        whose = {"guild": guild} if guild else {"person": person}
        await self.call("POST", "/language", locale=locale, **whose)

    async def bot_in(self, guild: str, *, present: bool) -> None:
        """Add the bot to a guild or remove it."""
        await self.call("POST", "/bot", guild=guild, present=present)

    async def system_channel(self, guild: str, channel: str = "") -> None:
        """Choose the channel for Discord's own messages of a guild, or none."""
        await self.call("POST", "/guild", guild=guild, system_channel=channel)

    async def thread(self, channel: str, name: str, *, as_: str = "member") -> str:
        """Open a thread in a channel; its id."""
        made = await self.call("POST", "/thread", **{"as": as_}, channel=channel, name=name)
        return str(made["id"])

    async def reset(self) -> None:
        """Back to the starting world; gateway sessions and commands stay."""
        await self.call("POST", "/reset")
