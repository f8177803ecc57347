"""Discord's stand-in as a test sees it: a real process, and typed calls for what a person can do.

    async with start_discord() as discord:            # a process of its own on a free port
        ... start the bot with discord.api, discord.gateway, discord.token ...
        await discord.wait_commands("imagine")
        done = await discord.slash("imagine", {"prompt": "a fox"}, wait=5)
        card = await discord.wait_message("done", channel="images", files=1)
        await discord.press(card["id"], "Cancel")
        assert await discord.violations() == []

People: "member", "second", "moderator", "owner", "stranger" (user-installed the app; only in guild
"elsewhere", where the bot is not). Channels of guild "studio": "images", "after-dark" (age-restricted),
"moderators", "read-only" (the bot may not post), "no-files" (the bot may not attach), "hidden" (the bot
cannot see it); of guild "club": "club-images", "club-after-dark", "club-moderators"; of guild
"elsewhere": "elsewhere". "dm" is the direct conversation of the bot and whoever acts.

A message view has `id`, `text` (all a person reads), `files` (attachment objects), `ephemeral`,
`only_for`, `loading`, `deleted`, `pinged`, `interaction_id`, `message` (as on the wire) and `versions`
(each with `at`, `text`, `message`). An interaction view has `id`, `state` ("waiting", "failed" or the
kind of answer: "message", "deferred", "deferred_update", "update", "choices", "modal"), `delivered`,
`response`, `original_id`, `answered_after` (seconds).
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

Json = dict[str, Any]


class CannotError(AssertionError):
    """The stand-in refused a control call, or what was waited for did not happen."""


class DiscordControl:
    """The stand-in's addresses and its control API. Every call raises CannotError with the reason."""

    def __init__(self, addresses: Mapping[str, str], http: aiohttp.ClientSession, pid: int) -> None:
        self.api = addresses["api"]
        self.gateway = addresses["gateway"]
        self.cdn = addresses["cdn"]
        self.page = addresses["page"]
        self.control = addresses["control"]
        self.token = addresses["token"]
        self.pid = pid
        self._http = http

    async def call(self, method: str, path: str, /, **fields: Any) -> Any:
        """Any control call: fields that are None are left out."""
        given = {key: value for key, value in fields.items() if value is not None}
        async with self._http.request(method, f"{self.control}{path}", json=given) as response:
            answer = await response.json()
            if response.status != 200:
                raise CannotError(f"{method} {path} {given}: {answer['error']}")
            return answer

    # What a person does.

    async def slash(
        self,
        command: str,
        options: Mapping[str, Any] | None = None,
        *,
        channel: str = "images",
        as_: str = "member",
        wait: float = 5.0,
        outdated: bool = False,
    ) -> Json:
        """Run a slash command ("quota set" for a sub-command); returns the interaction once answered.

        `wait=0` returns at once. `outdated` sends the options unchecked, as an old client does.
        """
        fields = {"command": command, "options": dict(options or {}), "outdated": outdated}
        return await self._act("/slash", fields, as_=as_, channel=channel, wait=wait)

    async def imagine(self, prompt: str | None = None, **more: Any) -> Json:
        """Run /imagine; `channel`, `as_` and `wait` as for `slash`, the rest are its options."""
        how = {key: more.pop(key) for key in ("channel", "as_", "wait", "outdated") if key in more}
        return await self.slash("imagine", ({"prompt": prompt} if prompt is not None else {}) | more, **how)

    async def autocomplete(
        self,
        command: str,
        focused: str,
        typed: str = "",
        *,
        options: Mapping[str, Any] | None = None,
        channel: str = "images",
        as_: str = "member",
    ) -> list[Json]:
        """The choices offered while `typed` stands in the option `focused`."""
        fields = {"command": command, "focused": focused, "options": {**(options or {}), focused: typed}}
        return list((await self._act("/autocomplete", fields, as_=as_, channel=channel))["choices"])

    async def context(
        self, command: str, target: str, *, channel: str = "images", as_: str = "member", wait: float = 5.0
    ) -> Json:
        """Run a context menu command on a message (its id) or a person."""
        fields = {"command": command, "target": target}
        return await self._act("/context", fields, as_=as_, channel=channel, wait=wait)

    async def press(self, message: str, button: str, *, as_: str = "member", wait: float = 5.0) -> Json:
        """Press a button, named by its label or custom_id."""
        return await self._act("/press", {"message": message, "button": button}, as_=as_, wait=wait)

    async def choose(
        self, message: str, select: str, values: Sequence[str], *, as_: str = "member", wait: float = 5.0
    ) -> Json:
        """Choose in a select, named by its custom_id; values or labels."""
        fields = {"message": message, "select": select, "values": list(values)}
        return await self._act("/choose", fields, as_=as_, wait=wait)

    async def submit_modal(self, interaction: str, values: Mapping[str, Any], *, wait: float = 5.0) -> Json:
        """Submit the modal that `interaction` was answered with; values by custom_id, files by `file`."""
        fields = {"interaction": interaction, "values": dict(values)}
        return dict(await self.call("POST", "/modal", **fields, wait=wait))

    async def say(self, text: str, *, channel: str = "images", as_: str = "member") -> Json:
        """Write an ordinary message."""
        return await self._act("/say", {"text": text}, as_=as_, channel=channel)

    async def delete_message(self, message: str, *, as_: str = "moderator") -> Json:
        """Delete a message, or dismiss one's own ephemeral one."""
        return await self._act("/delete-message", {"message": message}, as_=as_)

    # What can be seen.

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

    # Waiting: looked for at once, then in what changes; never by sleeping.

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

    # What the world does.

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
        "hold" (until `release`). `more`: times (1), skip (0), status (500), body, headers, seconds.
        """
        made = await self.call("POST", "/faults", action=action, path=path, method=method, **more)
        return int(made["id"])

    async def release(self, fault: int) -> None:
        """Let the requests go that a "hold" fault holds."""
        await self.call("POST", f"/faults/{fault}/release")

    async def rate_limit(
        self, path: str, *, method: str = "*", retry_after: float = 0.1, **more: Any
    ) -> None:
        """Script real 429s for whole paths. `more`: times (1), scope ("user"), via (True)."""
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

    async def change_channel(self, channel: str, action: str) -> None:
        """ "delete", "lock", "unlock", "restrict" or "unrestrict" (the age restriction)."""
        await self.call("POST", "/channel", channel=channel, action=action)

    async def dms(self, person: str, *, open_: bool) -> None:
        """Open or close a person's direct messages."""
        await self.call("POST", "/dms", person=person, open=open_)

    async def bot_in(self, guild: str, *, present: bool) -> None:
        """Add the bot to a guild or remove it."""
        await self.call("POST", "/bot", guild=guild, present=present)

    async def reset(self) -> None:
        """Back to the starting world; gateway sessions and commands stay."""
        await self.call("POST", "/reset")

    async def _act(
        self,
        path: str,
        fields: Json,
        *,
        as_: str,
        channel: str | None = None,
        wait: float | None = None,
    ) -> Json:
        return dict(await self.call("POST", path, **fields | {"as": as_}, channel=channel, wait=wait))

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


def file(name: str, data: bytes, content_type: str = "image/png") -> Json:
    """A file for an attachment option or a file upload in a modal."""
    return {"filename": name, "base64": base64.b64encode(data).decode(), "content_type": content_type}


def _named(more: Mapping[str, Any]) -> Json:
    return {"as" if key == "as_" else key: value for key, value in more.items()}


def _said(entry: Json) -> str:
    body = entry["response"] if (entry["status"] or 500) >= 400 else entry["body"]
    return json.dumps(body)[:160]


@asynccontextmanager
async def start_discord(*, port: int = 0) -> AsyncIterator[DiscordControl]:
    """The stand-in in a process of its own; ends it on leaving. Raises CannotError when it does not start."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "discord", "--port", str(port),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, env=dict(os.environ),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        line = await asyncio.wait_for(process.stdout.readline(), 20)
        if not line:
            raise CannotError(f"the stand-in did not start: {(await process.stderr.read()).decode()}")
        async with aiohttp.ClientSession() as http:
            yield DiscordControl(json.loads(line), http, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
