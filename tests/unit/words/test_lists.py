"""What stands beside each other is put together as the language does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.i18n import languages, speaking
from bot.chat.text import in_quotes, quoted
from bot.chat.words.lists import all_of, any_of, aside, followed, labelled, listed

EVERY_LANGUAGE = ["en-US", *sorted(languages())]
#: Several, a name with a value, something with more about it, two sentences, a quotation.
_WRITTEN = {
    "en-US": ("a, b", "a: b", "a (b)", "a. b", "“a”"),
    "de": ("a, b", "a: b", "a (b)", "a. b", "„a“"),
    "fr": ("a, b", "a\u00a0: b", "a (b)", "a. b", "«\u00a0a\u00a0»"),
    "ja": ("a、b", "a: b", "a（b）", "a。b", "「a」"),
    "zh-CN": ("a、b", "a：b", "a（b）", "a。b", "“a”"),
}
_texts = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


@pytest.mark.parametrize("locale", [each for each in _WRITTEN if each in EVERY_LANGUAGE])
def test_each_language_has_its_own_marks(locale):
    with speaking(locale):
        made = (listed("ab"), labelled("a", "b"), aside("a", "b"), followed("a", "b"), in_quotes("a"))
    assert made == _WRITTEN[locale]


@given(st.lists(_texts, max_size=6), st.sampled_from(EVERY_LANGUAGE))
def test_nothing_is_lost_and_everything_is_in_its_order(parts, locale):
    with speaking(locale):
        for told in (listed(parts), all_of(parts), any_of(parts)):
            places = [0]
            for part in parts:
                places.append(told.index(part, places[-1]) + len(part))
            assert told == "".join(parts) or len(parts) > 1
    assert listed(part for part in ("", *parts, "")) == ", ".join(parts)


@given(st.text(max_size=80), st.integers(10, 60), st.sampled_from(EVERY_LANGUAGE))
def test_a_quotation_has_its_marks_and_fits(text, limit, locale):
    with speaking(locale):
        said, marks = quoted(text, limit), in_quotes("|").split("|")
    assert len(said) <= limit
    assert said.startswith(marks[0])
    assert said.endswith(marks[1])
