"""What every button and menu that outlives a restart has in common."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord
from discord import ui

from bot.chat.explain import explained
from bot.chat.i18n import Phrase
from bot.chat.seen import is_new

#: The template of a base of several buttons, which is none itself: no custom id is like it.
NO_ID = r"(?!)"
#: The ids of jobs, drafts and appeals.
ID = r"[0-9a-z]{1,40}"
_UNSAID = "…"


class Pressed(ABC):
    """To be put before `ui.DynamicItem` among the bases. Rights are checked in `pressed`, at every press."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let each press through once."""
        return is_new(interaction)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it; what goes wrong is told to who pressed."""
        async with explained(interaction):
            await self.pressed(interaction)

    @abstractmethod
    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """What a press does. Refusals may be raised."""


class KeyButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=NO_ID):
    """A button that holds one key at most.

    Its custom id is `begins`, which is never changed, and behind a colon a key as the pattern `holds` has it.
    """

    _begins: ClassVar[str]
    _label: ClassVar[Phrase | None]
    _style: ClassVar[discord.ButtonStyle]

    def __init_subclass__(
        cls,
        *,
        begins: str,
        holds: str = "",
        label: Phrase | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        super().__init_subclass__(template=f"{begins}:(?P<key>{holds})" if holds else begins)
        cls._begins, cls._label, cls._style = begins, label, style

    def __init__(self, key: str | int = "", label: str = "", *, enabled: bool = True) -> None:
        self.key = str(key)
        super().__init__(
            ui.Button(
                # One that was pressed is not shown again: what it said is not asked for.
                label=label or (self._label() if self._label else _UNSAID),
                style=self._style,
                custom_id=self.custom_id_of(key),
                disabled=not enabled,
            )
        )

    @classmethod
    def custom_id_of(cls, key: str | int = "") -> str:
        """What the button with that key is known by."""
        return f"{cls._begins}:{key}" if key != "" else cls._begins

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read the key off the button that was pressed."""
        return cls(match.groupdict().get("key", ""))

    @property
    def parts(self) -> re.Match[str]:
        """The key by the groups that its pattern names."""
        found = self.template.fullmatch(self.item.custom_id or "")
        if found is None:
            raise ValueError(self.item.custom_id)
        return found

    @property
    def number(self) -> int:
        """The number that the key ends with."""
        return int(self.key.rpartition(":")[2])


class PlainMenu(Pressed, ui.DynamicItem[ui.Select[Any]], template=NO_ID):
    """A menu that holds nothing: what is chosen in it says everything. Its custom id is never changed."""

    _known_as: ClassVar[str]
    _placeholder: ClassVar[Phrase]

    def __init_subclass__(cls, *, custom_id: str, placeholder: Phrase) -> None:
        super().__init_subclass__(template=custom_id)
        cls._known_as, cls._placeholder = custom_id, placeholder

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        # The options of the menu that was used are Discord's to know.
        super().__init__(
            ui.Select(custom_id=self._known_as, placeholder=self._placeholder(), options=list(options))
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """There is nothing to read off it."""
        return cls()

    @property
    def chosen(self) -> str:
        """The value that was chosen."""
        return self.item.values[0]
