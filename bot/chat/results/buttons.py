"""The buttons under a result. They hold a job's id alone, and work for as long as the message is there."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.chat.i18n import Phrase
from bot.chat.press import ID, Pressed
from bot.chat.words import results as words
from bot.domain.job import Job

if TYPE_CHECKING:
    from bot.chat.client import Bot


class Act(StrEnum):
    """What a button does. Part of its id: never renamed."""

    AGAIN = "again"
    EDIT = "edit"
    LARGER = "larger"
    USE = "use"
    FAVOURITE = "favourite"
    ORIGINAL = "original"
    DETAILS = "details"
    DELETE = "delete"
    DELETE_NOW = "deletenow"
    KEEP = "keep"
    DESCRIBE = "describe"


_LABELS: dict[Act, Phrase] = {
    Act.AGAIN: words.AGAIN,
    Act.EDIT: words.EDIT,
    Act.LARGER: words.LARGER,
    Act.USE: words.USE,
    Act.FAVOURITE: words.FAVOURITE,
    Act.ORIGINAL: words.ORIGINAL,
    Act.DETAILS: words.DETAILS,
    Act.DELETE: words.DELETE,
    Act.DELETE_NOW: words.DELETE,
    Act.KEEP: words.KEEP,
    Act.DESCRIBE: words.DESCRIBE,
}
_STYLES = {Act.DELETE_NOW: discord.ButtonStyle.danger}
_ACTS = "|".join(Act)
_TEMPLATE = rf"result:(?P<act>{_ACTS}):(?P<job>{ID})"
#: What makes another picture, and what is done with this one.
_MAKE = (Act.AGAIN, Act.EDIT, Act.LARGER, Act.USE)
_HANDLE = (Act.FAVOURITE, Act.ORIGINAL, Act.DETAILS, Act.DELETE)


class ResultButton(Pressed, ui.DynamicItem[ui.Button[Any]], template=_TEMPLATE):
    """One of them. Who may press it is decided at the press."""

    def __init__(self, act: Act, job_id: str) -> None:
        style = _STYLES.get(act, discord.ButtonStyle.secondary)
        super().__init__(ui.Button(label=_LABELS[act](), style=style, custom_id=f"result:{act}:{job_id}"))
        self.act = act
        self.job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Read act and job off the button that was pressed."""
        return cls(Act(match["act"]), match["job"])

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        bot: Bot = interaction.client
        await bot.results.act(interaction, self.act, self.job_id)


def rows_of(job: Job) -> tuple[ui.ActionRow[Any], ...]:
    """Both rows under the pictures of a job."""
    return tuple(ui.ActionRow(*(ResultButton(act, job.id) for act in acts)) for acts in (_MAKE, _HANDLE))
