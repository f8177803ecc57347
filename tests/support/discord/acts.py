"""What a person does in Discord's client."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.discord.caller import Caller, Json


class Acts(Caller):
    """The calls of people. `wait` seconds for the bot's first answer; 0 returns at once."""

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

    async def plant(self, components: Sequence[Json], *, channel: str = "images") -> Json:
        """A message with these components, as an earlier version of the bot may have left it."""
        fields = {"text": "", "components": list(components)}
        return await self._act("/say", fields, as_="bot", channel=channel)

    async def delete_message(self, message: str, *, as_: str = "moderator") -> Json:
        """Delete a message, or dismiss one's own ephemeral one."""
        return await self._act("/delete-message", {"message": message}, as_=as_)

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


def file(name: str, data: bytes, content_type: str = "image/png") -> Json:
    """A file for an attachment option or a file upload in a modal."""
    return {"filename": name, "base64": base64.b64encode(data).decode(), "content_type": content_type}
