"""Who and what made the most pictures, for tables and charts alike. The unlisted are one, and nobody."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.usage import Report
from bot.chat.words import usage
from bot.chat.words.people import who
from bot.domain.usage import Sums, summed

#: Rows of a table; what is below them is one more.
MOST_RANKS = 8

Ranked = list[tuple[str, Sums]]


def members_ranked(report: Report, names: Mapping[int, str]) -> Ranked:
    """Members by pictures. One whose name is not known has a number alone."""
    return _cut(
        [
            (f"{place}  {names.get(user_id, '')}".rstrip(), sums)
            for place, (user_id, sums) in enumerate(listed(report), start=1)
        ],
        _unlisted(report),
    )


def members_mentioned(report: Report) -> Ranked:
    """The same with mentions, which Discord shows as names."""
    return _cut(
        [(f"{place}. {who(user_id)}", sums) for place, (user_id, sums) in enumerate(listed(report), start=1)],
        _unlisted(report),
    )


def models_ranked(report: Report) -> Ranked:
    """Models by pictures."""
    return _cut([(model, sums) for model, sums in summed(report.counts, lambda count: count.model).items()])


def qualities_ranked(report: Report) -> Ranked:
    """Qualities by pictures."""
    found = summed(report.counts, lambda count: count.quality or "")
    return _cut([(quality or usage.NO_QUALITY(), sums) for quality, sums in found.items()])


def listed(report: Report) -> list[tuple[int, Sums]]:
    """Members with pictures who may be named, those with the most first."""
    found = [
        (user_id, sums)
        for user_id, sums in report.members.items()
        if user_id not in report.unlisted and sums.pictures
    ]
    return sorted(found, key=lambda item: (-item[1].pictures, -item[1].credits, item[0]))


def _unlisted(report: Report) -> Sums:
    return sum((sums for user_id, sums in report.members.items() if user_id in report.unlisted), Sums())


def _cut(rows: Ranked, someone: Sums | None = None) -> Ranked:
    """The first of them, then the others as one, then whoever is named nowhere."""
    shown, rest = rows[:MOST_RANKS], rows[MOST_RANKS:]
    if rest:
        shown.append((usage.others_name(len(rest)), sum((sums for _, sums in rest), Sums())))
    if someone is not None and someone.pictures:
        shown.append((usage.someone(), someone))
    return [(name, sums) for name, sums in shown if sums.pictures]
