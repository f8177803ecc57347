"""Other people's words can neither break a card nor ping anyone."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.text import clip, escaped, plain, quoted

_TRICKY = st.text(alphabet=st.sampled_from(list("ab *_~`|[]<>@#&:/\\\n\u202e\u200b\u0000é🎨")), max_size=6000)


@given(st.text(max_size=3000), st.integers(1, 2000))
def test_clipped_text_fits_and_begins_the_same(text, limit):
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    if len(text) <= limit:
        assert clipped == text
    else:
        assert text.startswith(clipped[:-1])


@given(_TRICKY, st.integers(4, 1024))
def test_a_quoted_prompt_fits_and_has_no_live_markup(text, limit):
    shown = quoted(text, limit)
    assert len(shown) <= limit
    assert "\n" not in shown
    assert "\u202e" not in shown
    body = shown[1:-1]
    assert not re.search(r"@(?!\u200b)", body)
    assert "://" not in body
    live = re.sub(r"\\.", "", body)
    assert not re.search(r"[*_~`|\[\]<]", live)
    assert not live.endswith("\\")


@given(_TRICKY)
def test_escaping_loses_nothing_a_reader_would_see(text):
    line = plain(text)
    seen = re.sub(r"\\(.)", r"\1", escaped(line)).replace("\u200b", "")
    assert seen == line


def test_everyone_is_not_mentioned():
    assert "@everyone" not in quoted("hello @everyone and <@&1> and <@2>", 200)
