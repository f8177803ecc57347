"""A guild's filter: what it takes, what it refuses, and that no pattern can hold it up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import FilterFault, FilterRefused
from bot.domain.safety import LONGEST_PATTERN, LONGEST_WORD, Filter, FilterKind
from bot.engine.patterns import Pattern
from bot.engine.screen import Screen, check_entry

WORD, PATTERN = FilterKind.WORD, FilterKind.PATTERN


def entry(pattern: str, kind: FilterKind = WORD, *, number: int = 1) -> Filter:
    return Filter(id=number, guild_id=1, kind=kind, pattern=pattern, note="", by_user_id=9, at=0)


def test_a_word_says_where_it_was_typed():
    (hit,) = Screen([entry("fox")]).hits("a red Fо\u200bX!")
    assert (hit.start, hit.end, hit.in_normal) == (6, 10, True)


@pytest.mark.parametrize(
    ("text", "span", "in_normal"),
    [("a red fooox", (6, 11), False), ("a red FóοX", (6, 10), True)],
)
def test_a_pattern_is_tried_on_what_was_typed_and_on_what_is_compared(text, span, in_normal):
    (hit,) = Screen([entry("fo+x", PATTERN)]).hits(text)
    assert ((hit.start, hit.end), hit.in_normal) == (span, in_normal)


def test_nothing_listed_refuses_nothing():
    assert Screen([]).first("anything") is None


def test_a_pattern_that_would_ruin_others_answers():
    """Backtracking engines would need longer for this than the universe has existed."""
    assert Pattern("(a+)+$").find("a" * 4000 + "b") is None
    assert Pattern("(a+)+$").find("a" * 4000) == (0, 4000)


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("fox(?= hunt)", FilterFault.LOOKAROUND),
        ("(?<!red )fox", FilterFault.LOOKAROUND),
        (r"(\w)\1", FilterFault.BACKREFERENCE),
        (r"(?P<a>\w)(?P=a)", FilterFault.BACKREFERENCE),
        ("(?>fox)", FilterFault.NOT_LINEAR),
        ("fox++", FilterFault.NOT_LINEAR),
        ("x{1001}", FilterFault.TOO_LARGE),
        ("((a{100}){100}){100}", FilterFault.TOO_LARGE),
        ("fox(", FilterFault.UNREADABLE),
        ("fox*|", FilterFault.MATCHES_ALL),
        (r"\b", FilterFault.MATCHES_ALL),
        ("", FilterFault.MATCHES_ALL),
        ("x" * (LONGEST_PATTERN + 1), FilterFault.TOO_LONG),
    ],
)
def test_what_cannot_be_a_pattern_is_refused_by_name(pattern, fault):
    with pytest.raises(FilterRefused) as caught:
        check_entry(PATTERN, pattern)
    assert (caught.value.fault, caught.value.entry) == (fault, pattern)


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("", FilterFault.EMPTY),
        ("...", FilterFault.EMPTY),
        ("\u200b", FilterFault.EMPTY),
        ("a$$", FilterFault.SIGNS),
        ("x" * (LONGEST_WORD + 1), FilterFault.TOO_LONG),
    ],
)
def test_what_cannot_be_a_word_is_refused_by_name(word, fault):
    with pytest.raises(FilterRefused) as caught:
        check_entry(WORD, word)
    assert caught.value.fault is fault


@given(st.text(st.characters(codec=None), max_size=300), st.text(max_size=300))
def test_any_pattern_is_taken_or_refused_and_any_text_is_searched(text, pattern):
    try:
        check_entry(PATTERN, pattern)
    except FilterRefused:
        return
    for hit in Screen([entry(pattern, PATTERN)]).hits(text):
        assert 0 <= hit.start < hit.end <= len(text)


def test_half_a_surrogate_pair_is_searched_like_any_text():
    (hit,) = Screen([entry("fox", PATTERN)]).hits("\ud83d fox \udc00")
    assert (hit.start, hit.end) == (2, 5)


def test_an_entry_that_is_no_longer_taken_hinders_no_other(caplog):
    screen = Screen([entry("(?=x)", PATTERN, number=7), entry("fox")])
    assert screen.first("a fox") is not None
    assert "Entry 7 of guild 1" in caplog.text
