"""A listed word is found whatever it is dressed up with, and never inside a longer one."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.lookalikes import IN_COMPANY, LETTERS, READINGS, SIGNS
from bot.domain.normal import normalise
from bot.domain.word_list import WordList, has_signs, words_in

_word = st.text(string.ascii_lowercase, min_size=2, max_size=12)
_letters = st.text(string.ascii_letters + "йøñ", min_size=1, max_size=5)
_around = st.sampled_from(["", " ", ", ", "... ", "\n", "(", "“", "? "])
_DISGUISES: dict[str, list[str]] = {}
for _drawn, _read in [*LETTERS.items(), *READINGS.items()]:
    for _letter in _read if _drawn in READINGS else [_read]:
        if len(_letter) == 1:
            _DISGUISES.setdefault(_letter, []).append(_drawn)


def found(text: str, *entries: str) -> list[str]:
    """The parts of a text that match."""
    return [text[spot.start : spot.end] for spot in WordList(entries).find(normalise(text))]


@st.composite
def _dressed_up(draw: st.DrawFn, word: str) -> str:
    """A word with every letter as itself, louder, accented, broken up or by something that looks like it."""
    written = []
    for letter in word:
        choices = [letter, letter.upper(), letter + "\u0301", "\u200b" + letter, letter + "\u00ad"]
        written.append(draw(st.sampled_from(choices + _DISGUISES.get(letter, []))))
    return "".join(written)


@given(_word, _around, _around, st.data())
def test_no_disguise_hides_a_listed_word(word, before, after, data):
    dressed = data.draw(_dressed_up(word))
    # A number alone, or signs alone, are not letters.
    assume(any(character not in IN_COMPANY for character in normalise(dressed).text))
    assert any(dressed.lstrip("\u200b") in each for each in found(f"{before}{dressed}{after}", word))


@given(_word, st.sampled_from([".", "-", "_", "*", " ", " . ", "  ", "/"]))
def test_letters_set_apart_are_still_the_word(word, gap):
    text = gap.join(word)
    # The last sign can be read as a letter, too: "i!" is "ii" as well.
    assert text in found(f"look: {text}!", word)


@given(_word, _letters, _letters, st.sampled_from(["", "-", " "]))
def test_no_word_is_found_inside_a_longer_one(word, before, after, gap):
    """Neither written as usual nor spelled out."""
    longer = before + word + after
    assume(word not in (part for part in words_in(" ".join(longer[start:] for start in range(len(longer))))))
    assume(not gap or longer[0] not in "aiAI")
    assert found(gap.join(longer), word) == []
    assert found(gap.join(before + word), word) == []
    assert found(gap.join(word + after), word) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=12), max_size=5))
def test_whatever_is_typed_and_listed_something_sound_is_found(text, entries):
    for spot in WordList(entries).find(normalise(text)):
        assert 0 <= spot.start < spot.end <= len(text)
        assert words_in(entries[spot.entry])


@pytest.mark.parametrize("text", ["class", "grass", "assume", "c l a s s", "c.l.a.s.s", "CLASS!", "455"])
def test_what_is_another_word_is_left_alone(text):
    assert found(text, "ass") == []


@pytest.mark.parametrize(
    "text", ["ass", "Ass!", "a.s.s", "@ss", "a$$", "a55", "f an a s s", "(a)(s)(s)", "🅰🆂🆂", "!!!!@ss!!!!"]
)
def test_what_is_the_same_word_is_found(text):
    assert len(found(text, "ass")) == 1


def test_an_article_before_a_word_that_is_spelled_out_does_not_hide_it():
    assert found("draw a f o x", "fox") == ["f o x"]


def test_several_words_match_in_a_row():
    assert found("a R3D   f.0.x, red wolf", "red fox") == ["R3D   f.0.x"]


def test_each_entry_is_told_apart():
    spots = WordList(["fox", "red fox"]).find(normalise("red fox"))
    assert [(spot.entry, spot.start, spot.end) for spot in spots] == [(1, 0, 7), (0, 4, 7)]


def test_scripts_without_spaces_are_searched_within():
    assert found("一个裸 体的人", "裸体") == ["裸 体"]


@pytest.mark.parametrize(
    ("entry", "words"),
    [("Fóx", ("fox",)), ("f.o.x", ("fox",)), ("well-known", ("well", "known")), ("!?", ()), ("", ())],
)
def test_an_entry_is_read_as_words(entry, words):
    assert words_in(entry) == words


def test_signs_in_an_entry_are_noticed():
    assert has_signs("a$$")
    assert not has_signs("well-known")
    assert all(has_signs(sign) for sign in SIGNS)
