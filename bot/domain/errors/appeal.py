"""Requests to moderators for an exception that are not passed on."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors.refusal import Refusal


class AppealFault(StrEnum):
    """Why moderators are not asked to make an exception."""

    NO_DESK = "no_desk"  # they have no channel for it
    UNREACHABLE = "unreachable"  # the bot cannot post there
    ASKED_ALREADY = "asked_already"  # for the same request
    TOO_MANY = "too_many"  # open ones of this member
    GONE = "gone"  # the request is no longer on file


@dataclass(eq=False)
class AppealRefused(Refusal):
    """Moderators are not asked, and were not told."""

    fault: AppealFault
