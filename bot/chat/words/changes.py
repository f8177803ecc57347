"""Changes of the audit, one in a line: what was decided, about whom, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from bot.chat.i18n import Phrase, say
from bot.chat.text import quoted
from bot.chat.words import appeals, decisions, limits, operator, quota_answers, quota_panel
from bot.chat.words.lists import aside, joined, listed
from bot.chat.words.money import in_credits
from bot.domain.appeal import AppealState
from bot.domain.guild import ChannelSettings
from bot.domain.operator import Access, GuildAccess
from bot.domain.price import PricedKind
from bot.domain.quota import Measure, Scope
from bot.store.changes import Change
from bot.store.documents import plain
from bot.store.rules import UNLIMITED

#: Characters of a text somebody wrote, and of a list of changes on a panel.
_ROOM, _PANEL_ROOM = 120, 1200
_PRICE, _FILTER, _ACCESS = Phrase("price"), Phrase("filter"), Phrase("access to the bot")
_EXTRA = Phrase("extra credits")
_RESET, _RESET_BACK = Phrase("counted from 0 again"), Phrase("no longer counted from 0 again")
#: Nothing decided for a channel is what applies to every channel.
_USUAL: Mapping[str, Any] = MappingProxyType(
    {each.name: plain(getattr(ChannelSettings(), each.name)) for each in fields(ChannelSettings)}
)


def change(one: Change) -> str:
    """One decision that was changed. What another version wrote is told as it is."""
    return _TELLERS.get(one.area, _other)(one)


def changes(made: Sequence[Change]) -> str:
    """Several, one a line, as far as there is room for them on a panel."""
    return joined([f"- {change(one)}" for one in made], _PANEL_ROOM)


def _line(name: str, whose: str, before: str, after: str) -> str:
    return say("{what}: {before} → {after}", what=_about(f"**{name}**", whose), before=before, after=after)


def _about(said: str, whose: str) -> str:
    return aside(said, whose) if whose else said


def _other(one: Change) -> str:
    parts = (one.area if one.area != "guild" else "", _whom(one.subject))
    before, after = (decisions.told(one.key, value) for value in (one.before, one.after))
    return _line(decisions.name_of(one.key), listed(parts), before, after)


def _channel(one: Change) -> str:
    usual = _USUAL.get(one.key)
    before, after = (
        decisions.told(one.key, usual if value is None else value) for value in (one.before, one.after)
    )
    return _line(decisions.name_of(one.key), _whom(one.subject), before, after)


def _quota(one: Change) -> str:
    whose, kind = _whom(one.subject), one.key.partition(":")[0]
    if one.key in set(Measure):
        measure = Measure(one.key)
        before, after = (_limit(measure, value) for value in (one.before, one.after))
        return _line(limits.WHAT[measure](), whose, before, after)
    if kind == "grant":
        before, after = (decisions.told(one.key, value) for value in (one.before, one.after))
        return _line(_EXTRA(), whose, before, after)
    if kind == "reset":
        said = _RESET if (one.after or 0) > (one.before or 0) else _RESET_BACK
        return _about(f"**{said()}**", whose)
    if kind == "appeal" and one.after in set(AppealState):
        return _about(appeals.closed_title(AppealState(one.after)), whose)
    return _other(one)


def _limit(measure: Measure, value: Any) -> str:
    if value is None:
        return quota_panel.NOTHING()
    return limits.short(measure, None if value == UNLIMITED else value)


def _price(one: Change) -> str:
    # The name of a model may have colons of its own.
    names = one.subject.rsplit(":", 2)
    whose = quota_answers.kind(PricedKind(*names)) if len(names) == len(fields(PricedKind)) else one.subject
    before, after = (
        quota_panel.NOTHING() if value is None else in_credits(value) for value in (one.before, one.after)
    )
    return _line(_PRICE(), whose, before, after)


def _filter(one: Change) -> str:
    """Of an entry that came or went; or of the note on one that stays."""
    entry = one.subject.partition(":")[2]
    if entry and one.before is not None and one.after is not None:
        before, after = (_text(None if value is True else value) for value in (one.before, one.after))
        return _line(_FILTER(), quoted(entry, _ROOM), before, after)
    before, after = (
        _text(entry if entry and value is not None else value) for value in (one.before, one.after)
    )
    return _line(_FILTER(), "", before, after)


def _text(value: Any) -> str:
    return decisions.NONE() if value is None else quoted(str(value), _ROOM)


def _access(one: Change) -> str:
    before, after = (operator.access(_access_in(value)) for value in (one.before, one.after))
    return _line(_ACCESS(), "", before, after)


def _access_in(value: Any) -> GuildAccess:
    access, _, reason = str(value or "").partition(": ")
    return GuildAccess(Access(access), reason) if access in set(Access) else GuildAccess()


def _whom(subject: str) -> str:
    """Whose it is, as the audit names them."""
    scope, _, number_of = subject.partition(":")
    if scope in set(Scope) and number_of.removeprefix("-").isdecimal() == bool(number_of):
        return limits.whom(Scope(scope), int(number_of or 0))
    return f"`{subject}`" if subject else ""


_TELLERS: Mapping[str, Callable[[Change], str]] = MappingProxyType(
    {"channel": _channel, "quota": _quota, "price": _price, "filter": _filter, "access": _access}
)
