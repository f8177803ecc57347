"""Interactions: what a person did, whether it was answered in time, and how.

A first answer within 3 s, follow-ups within 15 minutes (Discord documentation,
"Receiving and Responding to Interactions").
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from sandbox.discord.changes import Changes, Kind
from sandbox.discord.clock import Clock

ANSWER_SECONDS = 3.0
TOKEN_SECONDS = 900.0
USER_INSTALL_FOLLOWUPS = 5


class InteractionType(IntEnum):
    """What a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How a bot may answer."""

    MESSAGE = 4
    DEFERRED = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True, kw_only=True)
class Interaction:
    """One interaction. `owners` says who installed the app: key "0" a guild, "1" a person."""

    id: str
    token: str
    type: InteractionType
    person_id: str
    guild_id: str | None
    channel_id: str
    created: float
    created_real: float
    payload: dict[str, Any]
    owners: dict[str, str]
    name: str = ""
    delivered: bool = False
    answered: float | None = None
    callback: Callback | None = None
    response: dict[str, Any] = field(default_factory=dict)
    ephemeral: bool = False
    original_id: str | None = None
    source_message_id: str | None = None
    trigger: Interaction | None = None
    followups: int = 0
    revoked: bool = False

    @property
    def by_user_install_alone(self) -> bool:
        """Whether the app is here only because this person brought it."""
        return "0" not in self.owners

    def metadata(self, user: dict[str, Any]) -> dict[str, Any]:
        """The `interaction_metadata` of messages that answer this interaction."""
        made: dict[str, Any] = {
            "id": self.id,
            "type": int(self.type),
            "user": user,
            "authorizing_integration_owners": self.owners,
        }
        if self.type is InteractionType.COMPONENT:
            made["interacted_message_id"] = self.source_message_id
        if self.trigger is not None:
            made["triggering_interaction_metadata"] = self.trigger.metadata(user)
        return made


class Interactions:
    """All interactions, by id and by token."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._held: dict[str, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def add(self, interaction: Interaction) -> None:
        """Keep a new interaction."""
        self._held[interaction.id] = interaction
        self._by_token[interaction.token] = interaction
        self._changes.publish(Kind.INTERACTION, interaction)

    def get(self, interaction_id: str) -> Interaction | None:
        """An interaction by its id."""
        return self._held.get(interaction_id)

    def by_token(self, token: str) -> Interaction | None:
        """An interaction by its token."""
        return self._by_token.get(token)

    def all(self) -> list[Interaction]:
        """Every interaction, oldest first."""
        return list(self._held.values())

    def answer(self, interaction: Interaction, callback: Callback, response: dict[str, Any]) -> None:
        """Note the first answer."""
        interaction.answered = self._clock.now()
        interaction.callback = callback
        interaction.response = response
        self._changes.publish(Kind.INTERACTION, interaction)

    def too_late(self, interaction: Interaction) -> bool:
        """Whether the time for a first answer is over."""
        return self._clock.now() - interaction.created > ANSWER_SECONDS

    def late_by_itself(self, interaction: Interaction) -> bool:
        """Whether it is late by the machine's clock too, not only because a test advanced time."""
        return self._clock.real() - interaction.created_real > ANSWER_SECONDS

    def token_dead(self, interaction: Interaction) -> bool:
        """Whether the token no longer works."""
        return interaction.revoked or self._clock.now() - interaction.created >= TOKEN_SECONDS

    def state(self, interaction: Interaction) -> str:
        """In one word, what the person sees: waiting, failed, or the kind of answer."""
        if interaction.callback is not None:
            return interaction.callback.name.lower()
        return "failed" if self.too_late(interaction) else "waiting"

    def view(self, interaction: Interaction) -> dict[str, Any]:
        """The interaction as the control API shows it."""
        answered = interaction.answered
        return {
            "id": interaction.id,
            "type": interaction.type.name.lower(),
            "name": interaction.name,
            "person_id": interaction.person_id,
            "guild_id": interaction.guild_id,
            "channel_id": interaction.channel_id,
            "created": interaction.created,
            "delivered": interaction.delivered,
            "state": self.state(interaction),
            "answered_after": None if answered is None else answered - interaction.created,
            "response": interaction.response,
            "original_id": interaction.original_id,
            "followups": interaction.followups,
            "token_dead": self.token_dead(interaction),
            "payload": interaction.payload | {"token": "…"},
        }


def new_token() -> str:
    """An interaction token nobody can guess."""
    return secrets.token_urlsafe(48)
