"""What can be seen: messages, the log, violations, gateway events; and waiting for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.discord.caller import Caller, CannotError, Json


class Sight(Caller):
    """Reads, and waits that look once and then only at what changes; nobody sleeps."""

    async def world(self) -> Json:
        """People, guilds, channels, rights and settings."""
        return dict(await self.call("GET", "/world"))

    async def messages(self, channel: str = "images", *, as_: str = "member") -> list[Json]:
        """The messages a person sees in a channel, oldest first."""
        return list(await self.call("GET", "/messages", **{"as": as_, "channel": channel}))

    async def message(self, message: str) -> Json:
        """One message with all its versions, deleted or not."""
        return dict(await self.call("GET", f"/messages/{message}"))

    async def log(
        self, path: str = "", *, method: str = "", status: int | None = None, after: int = 0
    ) -> list[Json]:
        """Requests of the bot whose path after /api/v10 matches the regular expression."""
        wanted = "" if status is None else str(status)
        return list(await self.call("GET", "/log", path=path, method=method, status=wanted, after=after))

    async def violations(self) -> list[str]:
        """The broken rules, in words; empty for a well-behaved bot."""
        return [each["rule"] for each in (await self.call("GET", "/violations"))["violations"]]

    async def standing(self) -> Json:
        """`violations`, `refusals` (other 4xx), `rate_limited` (429s), `invalid_requests`, `banned`."""
        return dict(await self.call("GET", "/violations"))

    async def forgive(self) -> None:
        """Forget the violations so far: for tests that mean to break a rule."""
        await self.call("DELETE", "/violations")

    async def interaction(self, interaction: str) -> Json:
        """One interaction as it stands."""
        return dict(await self.call("GET", f"/interactions/{interaction}"))

    async def interactions(self) -> list[Json]:
        """All interactions, oldest first."""
        return list(await self.call("GET", "/interactions"))

    async def dispatched(self, name: str = "") -> list[Json]:
        """Gateway events that went out: `session`, `name`, `data`."""
        return list(await self.call("GET", "/dispatched", name=name))

    async def sessions(self) -> list[Json]:
        """Gateway sessions."""
        return list(await self.call("GET", "/sessions"))

    async def commands(self, *, channel: str = "images", as_: str = "member") -> list[Json]:
        """The commands the client lists for a person in a channel."""
        return list(await self.call("GET", "/commands", **{"as": as_, "channel": channel}))

    async def download(self, url: str) -> bytes:
        """The bytes behind an attachment's address."""
        async with self._http.get(url) as response:
            response.raise_for_status()
            return await response.read()

    async def wait_message(self, text: str = "", *, timeout: float = 10.0, **more: Any) -> Json:
        """A message whose text matches the regular expression, as it is now or becomes.

        `more`: channel, as_, files (at least so many), ephemeral, loading, id, interaction, count.
        """
        return dict(await self._wait("message", {"text": text} | _named(more), timeout))

    async def wait_deleted(self, message: str, *, timeout: float = 10.0) -> Json:
        """The message with this id is deleted."""
        return dict(await self._wait("deleted", {"id": message}, timeout))

    async def wait_answer(self, interaction: str, *, timeout: float = 10.0) -> Json:
        """The interaction has its first answer."""
        return dict(await self._wait("interaction", {"id": interaction}, timeout))

    async def wait_log(self, path: str = "", *, timeout: float = 10.0, **more: Any) -> Json:
        """A request was answered. `more`: method, route, status, after (number), count."""
        return dict(await self._wait("log", {"path": path} | more, timeout))

    async def wait_dispatched(self, name: str, *, count: int = 1, timeout: float = 10.0) -> Json:
        """The gateway event went out `count` times."""
        return dict(await self._wait("dispatched", {"name": name, "count": count}, timeout))

    async def wait_session(
        self, *, connected: bool = True, ignore: Sequence[str] = (), timeout: float = 20.0
    ) -> Json:
        """A gateway session is connected (or not); sessions in `ignore` do not count."""
        return dict(await self._wait("session", {"connected": connected, "not": list(ignore)}, timeout))

    async def wait_commands(
        self, name: str | None = None, *, guild: str | None = None, timeout: float = 20.0
    ) -> list[Json]:
        """The bot has registered commands, one of this name among them."""
        wanted = {key: value for key, value in (("name", name), ("guild", guild)) if value is not None}
        return list(await self._wait("commands", wanted, timeout))

    async def wait_fault(self, fault: int, *, timeout: float = 10.0) -> Json:
        """The scripted fault has caught a request."""
        return dict(await self._wait("fault", {"id": fault}, timeout))

    async def _wait(self, what: str, wanted: Mapping[str, Any], timeout: float) -> Any:
        try:
            return await self.call("POST", "/wait", **{what: dict(wanted)}, timeout=timeout)
        except CannotError as error:
            raise CannotError(f"{error}\n{await self.transcript()}") from None

    async def transcript(self) -> str:
        """The last requests, one per line, for the message of a failed test."""
        lines = [
            f"{entry['number']:4} {entry['method']:6} {entry['path'][:80]} {entry['status']} {_said(entry)}"
            for entry in (await self.log())[-30:]
        ]
        return "\n".join(["last requests:", *lines, "violations:", *await self.violations()])


def _named(more: Mapping[str, Any]) -> Json:
    return {"as" if key == "as_" else key: value for key, value in more.items()}


def _said(entry: Json) -> str:
    body = entry["response"] if (entry["status"] or 500) >= 400 else entry["body"]
    return json.dumps(body)[:160]
