"""Windows to write in that outlive a restart: their custom id says what they are about, as of buttons."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.chat.explain import explained
from bot.chat.seen import is_new

#: What was written or chosen, by the custom id of the input; several choices are joined by commas.
Written = Mapping[str, str]
#: Takes what was written in a window with that custom id. Rights are checked here; refusals may be raised.
Take = Callable[[discord.Interaction[Any], "re.Match[str]", Written], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of window."""

    #: The whole custom id.
    template: str
    take: Take


class Forms:
    """Those that are known. Register them where buttons are registered."""

    def __init__(self) -> None:
        self._forms: dict[re.Pattern[str], Take] = {}

    def add(self, *forms: Form) -> None:
        """Take what is written in these windows from now on."""
        self._forms |= {re.compile(form.template): form.take for form in forms}

    async def take(self, interaction: discord.Interaction[Any]) -> bool:
        """Act on a window that was sent, once. Whether it is one of these."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return False
        data: dict[str, Any] = dict(interaction.data or {})
        for pattern, take in self._forms.items():
            match = pattern.fullmatch(data["custom_id"])
            if match is not None:
                if is_new(interaction):
                    async with explained(interaction):
                        await take(interaction, match, dict(_written(data.get("components", ()))))
                return True
        return False


async def open_window(
    interaction: discord.Interaction[Any], custom_id: str, title: str, fields: Iterable[ui.Label[Any]]
) -> None:
    """Answer with a window. `custom_id` matches the template of a registered form."""
    await interaction.response.send_modal(make_window(custom_id, title, fields))


def make_window(custom_id: str, title: str, fields: Iterable[ui.Label[Any]]) -> ui.Modal:
    """A window that nobody waits for."""
    window = ui.Modal(title=title, custom_id=custom_id, timeout=None)
    for field in fields:
        window.add_item(field)
    # discord.py then keeps nothing of it.
    window.stop()
    return window


def typed_in(data: Mapping[str, Any]) -> str:
    """All that was typed in a window, of whatever kind it is; empty for anything else.

    `data` is that of an interaction.
    """
    inputs = (part.get("component") or {} for part in data.get("components", ()))
    return "\n".join(each["value"] for each in inputs if isinstance(each.get("value"), str))


def _written(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for part in components:
        inner = part.get("component")
        for each in [inner] if inner else part.get("components", ()):
            if "value" in each:
                yield each["custom_id"], str(each["value"] or "")
            elif "values" in each:
                yield each["custom_id"], ",".join(each["values"])
