"""What Discord accepts as the answer to an interaction.

Source: Discord documentation, "Interactions", interaction callback types and data.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from sandbox.discord.rules.choices import choice_list
from sandbox.discord.rules.errors import INVALID_FORM_BODY, Refusal, refuse
from sandbox.discord.rules.message import ANSWER_FLAGS, Endpoint, check_message
from sandbox.discord.rules.modal import modal
from sandbox.discord.rules.shape import Faults, fault, integer, one_of, required, shape, under


class Interaction(IntEnum):
    """What a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class Answer(IntEnum):
    """How an interaction may be answered."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


_NEW = (Answer.MESSAGE, Answer.DEFERRED_MESSAGE)
_CHANGE = (Answer.DEFERRED_UPDATE, Answer.UPDATE)


def check_callback(
    body: Mapping[str, Any],
    *,
    interaction_type: int,
    files: Mapping[int, str],
    before: Mapping[str, Any] | None = None,
    focused_type: int | None = None,
) -> Refusal | None:
    """Why Discord would refuse this answer, or None.

    `before` is the message that holds the component, or the component that opened the modal; None for
    other interactions. `focused_type` is the type (3, 4 or 10) of the option an autocomplete completes.
    """
    allowed = _allowed(Interaction(interaction_type), before)
    wrong = list(shape({"type": one_of([int(answer) for answer in allowed])}, {})(body))
    if wrong:
        return refuse(wrong)
    data = body.get("data")
    match Answer(body["type"]):
        case Answer.MESSAGE:
            return _inside(check_message(data or {}, endpoint=Endpoint.CALLBACK, files=files))
        case Answer.UPDATE:
            return _inside(check_message(data or {}, endpoint=Endpoint.UPDATE, files=files, before=before))
        case Answer.DEFERRED_MESSAGE:
            return refuse(list(under(("data",), _deferred(data or {}))))
        case Answer.CHOICES:
            return refuse(list(under(("data",), _choices(data, focused_type))))
        case Answer.MODAL:
            return refuse(list(under(("data",), modal(data) if data is not None else [required()])))
        case Answer.DEFERRED_UPDATE:
            return None


def _allowed(interaction: Interaction, before: Mapping[str, Any] | None) -> tuple[Answer, ...]:
    match interaction:
        case Interaction.COMMAND:
            return (*_NEW, Answer.MODAL)
        case Interaction.COMPONENT:
            return (*_NEW, *_CHANGE, Answer.MODAL)
        case Interaction.AUTOCOMPLETE:
            return (Answer.CHOICES,)
        case Interaction.MODAL_SUBMIT:
            return _NEW if before is None else (*_NEW, *_CHANGE)


def _inside(refusal: Refusal | None) -> Refusal | None:
    """The same refusal with its faults under `data`."""
    if refusal is None or refusal.code != INVALID_FORM_BODY:
        return refusal
    return refuse([error.under("data") for error in refusal.errors])


def _deferred(data: Any) -> Faults:
    """A deferred answer has no content yet, only flags."""
    wrong = list(shape({}, {"flags": integer(0, 2**31 - 1)})(data))
    yield from wrong
    barred = 0 if wrong else (data.get("flags") or 0) & ~ANSWER_FLAGS
    if barred:
        yield fault("BITFIELD_TYPE_INVALID", f"Flags {barred} cannot be set here.", "flags")


def _choices(data: Any, focused_type: int | None) -> Faults:
    if data is None:
        yield required()
        return
    yield from shape({}, {"choices": choice_list(focused_type or 3)})(data)
