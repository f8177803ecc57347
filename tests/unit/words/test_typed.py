"""What people are told to type, and what they type in their own words, is understood in every language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.i18n import languages, number, plural, say, speaking, to_type, translation, ways_to_type
from bot.chat.typed import in_english, reading
from bot.chat.words import channel_panel, decisions, in_credits, limits, quota_panel, safety_prompts
from bot.chat.words import quota_prompts as quota
from bot.chat.words.typed import UNITS, WORDS
from bot.domain.amounts import read_expiry, read_limit, read_number
from bot.domain.errors import AmountRefused, SettingInvalid
from bot.domain.hours import read_hours
from bot.domain.quota import Measure
from bot.domain.span import UNITS as ENGLISH_UNITS
from bot.domain.span import read_slow_mode, seconds_in
from scripts.catalogue.extract import Sentence, read_all
from scripts.catalogue.files import ROOT

EVERY_LANGUAGE = ["en-US", *sorted(languages())]
_CODE = re.compile(r"`([^`]+)`")
#: Texts without backticks that tell what to type, and what that is.
_TOLD = {
    channel_panel.SLOW_MODE: ("30s", "5m", "off"),
    channel_panel.QUIET_HOURS: ("22:00-07:00", "off"),
    channel_panel.MODELS: ("all",),
    channel_panel.HIGHEST_QUALITY: ("all",),
    channel_panel.HIGHEST_RESOLUTION: ("all",),
    channel_panel.WINDOW_SLOW_HOW.sentence: ("30s", "5m", "1h 30m", "off"),
    channel_panel.WINDOW_QUIET_HOW.sentence: ("22:00-07:00", "off"),
    quota.AMOUNT: ("no limit", "30s", "5m"),
    quota.EXPIRES: ("12h", "7d", "2 weeks"),
    quota.PRICE_CREDITS: ("usual",),
    quota_panel.WINDOW_NUMBER.sentence: ("no limit",),
    quota_panel.WINDOW_PAUSE.sentence: ("30s", "5m", "no limit"),
    quota_panel.WINDOW_EXPIRES_HOW.sentence: ("12h", "7d", "2 weeks"),
    safety_prompts.DURATION: ("12h", "7d", "2w", "forever"),
}

_LENGTHS = [
    ("de", "2 Wochen", 14 * 86_400),
    ("de", "1 Std. 30 Min.", 5400),
    ("fr", "1h30", 5400),
    ("es-ES", "1.000 dias", 1000 * 86_400),
    ("ja", "１時間３０分", 5400),
    ("ja", "2週間", 14 * 86_400),
    ("ja", "３ヶ月", 90 * 86_400),
    ("ko", "2주", 14 * 86_400),
    ("ko", "30분", 1800),
    ("zh-CN", "2个星期", 14 * 86_400),
    ("zh-CN", "1小时30分", 5400),
    # Discord may show another language than the one somebody decided on.
    ("en-US", "3 Wochen", 21 * 86_400),
]


def meant(text):
    """What the domain makes of a text in the language in force: a length of time, or the text itself."""
    english = in_english(text)
    seconds = seconds_in(english)
    return english if seconds is None else seconds


def sentences():
    """Every form of every sentence without a context."""
    for each in read_all(ROOT):
        if isinstance(each, Sentence) and each.context is None:
            yield each.forms


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
@pytest.mark.parametrize("change", [str, str.upper, " {} ".format, "“{}”".format])
def test_every_word_to_type_is_understood_however_it_is_dressed(locale, change):
    with speaking(locale):
        for word in WORDS:
            ways = {way: meant(change(way)) for way in (word, *ways_to_type(word))}
            assert ways == dict.fromkeys(ways, word)


def test_accents_may_be_left_out():
    with speaking("de"):
        assert (in_english("FUR IMMER"), in_english("ublich")) == ("forever", "usual")


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
@pytest.mark.parametrize("written", ["{}{}", "{} {}", "{}\u202f{}"])
def test_every_unit_is_understood_beside_a_number(locale, written):
    with speaking(locale):
        for unit in UNITS:
            english = unit.replace("{count}", "").strip()
            for way in (english, *(way.replace("{count}", "").strip() for way in ways_to_type(unit))):
                if english == "to":
                    assert read_hours(in_english(f"22:00 {way} 7")) == read_hours("22-7")
                elif english == "credits":
                    assert read_number(in_english(written.format("２０", way))) == 20
                else:
                    assert meant(written.format("３", way)) == seconds_in(f"3{english}")


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
def test_english_is_understood_everywhere(locale):
    with speaking(locale):
        for unit in ENGLISH_UNITS:
            assert meant(f"2 {unit}") == seconds_in(f"2 {unit}")
        for text in ("No Limit", "unlimited", "never", "default", "any", "22:00 until 7", "gpt-image-2, pen"):
            assert in_english(text).casefold() in (text.casefold(), text.replace("until", "to"))


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
def test_what_a_sentence_tells_to_type_is_understood(locale):
    told = 0
    for forms in sentences():
        for form in forms:
            values = dict.fromkeys(re.findall(r"(?<!{){(\w+)}", form), "{}")
            if len(forms) > 1:
                values.pop("count", None)
            english = told_in("en-US", forms, form, values)
            there = told_in(locale, forms, form, values)
            with speaking(locale):
                codes = sorted(str(meant(code)) for code in there if is_typed(code))
            told += len(codes)
            assert codes == sorted(str(meant(code)) for code in english if is_typed(code)), form
    assert told > 30


def told_in(locale, forms, form, values):
    """What stands between backticks."""
    with speaking(locale):
        if len(forms) == 1:
            return _CODE.findall(say(form, **values))
        one, many = forms
        return _CODE.findall(plural(one, many, 1 if form == one else 5, **values))


def is_typed(code):
    """Neither a command nor an option."""
    return not code.startswith("/") and not re.fullmatch(r"\w+:\w*", code)


@pytest.mark.parametrize("locale", sorted(languages()))
@pytest.mark.parametrize("sentence", _TOLD)
def test_descriptions_tell_the_words_of_their_language(locale, sentence):
    told = translation(sentence, locale) or sentence
    with speaking(locale):
        words = [to_type(word) for word in _TOLD[sentence]]
        assert [word for word in words if word not in told] == []
        assert [meant(word) for word in words] == [meant(word) for word in _TOLD[sentence]]


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
@given(seconds=st.integers(0, 3650 * 86_400))
def test_a_length_of_time_is_read_as_it_is_told(locale, seconds):
    with speaking(locale):
        assert reading(seconds_in, limits.length(seconds)) == seconds


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
@given(seconds=st.integers(0, 86_400))
def test_slow_mode_is_read_as_it_is_told(locale, seconds):
    with speaking(locale):
        assert reading(read_slow_mode, decisions.slow_mode(seconds)) == seconds


@pytest.mark.parametrize("locale", [*EVERY_LANGUAGE, "es-419"])
@given(amount=st.integers(0, 10**9))
def test_numbers_and_credits_are_read_as_they_are_told(locale, amount):
    with speaking(locale):
        assert reading(read_number, number(amount)) == amount
        assert reading(read_number, in_credits(amount)) == amount


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
@given(amount=st.one_of(st.none(), st.integers(0, 86_400)))
def test_limits_are_read_as_they_are_told(locale, amount):
    with speaking(locale):
        for measure in (Measure.COOLDOWN, Measure.CREDITS_DAY):
            assert reading(read_limit, limits.short(measure, amount), measure) == amount


@pytest.mark.parametrize(
    ("locale", "text", "seconds"), [each for each in _LENGTHS if each[0] in EVERY_LANGUAGE]
)
def test_lengths_of_time_as_people_write_them(locale, text, seconds):
    with speaking(locale):
        assert reading(seconds_in, text) == seconds


@pytest.mark.parametrize(
    ("locale", "text", "begin", "end"),
    [("de", "22 Uhr", None, None), ("fr", "22h30-7h", 1350, 420), ("ja", "２２：００〜７：００", 1320, 420)],
)
def test_hours_as_people_write_them(locale, text, begin, end):
    with speaking(locale):
        if begin is None:
            with pytest.raises(SettingInvalid) as refused:
                reading(read_hours, text)
            assert refused.value.value == text
        else:
            hours = reading(read_hours, text)
            assert (hours.begin, hours.end) == (begin, end)


@given(st.text(), st.sampled_from(EVERY_LANGUAGE))
def test_whatever_is_typed_is_read_or_refused_as_it_was_typed(text, locale):
    with speaking(locale):
        for read in (read_number, lambda each: read_expiry(each, 0), read_slow_mode):
            assert quoted_in_refusal(read, text) in (None, text)


def quoted_in_refusal(read, text):
    """What a refusal says was typed; `None` if it was taken."""
    try:
        reading(read, text)
    except AmountRefused as refused:
        return refused.text
    except SettingInvalid as refused:
        return refused.value
    return None


def test_what_was_understood_and_refused_is_quoted_as_it_was_typed():
    with speaking("de"):
        with pytest.raises(SettingInvalid) as refused:
            reading(read_slow_mode, "２ Wochen")
        assert refused.value.value == "２ Wochen"
        with pytest.raises(AmountRefused) as not_taken:
            reading(read_number, "drei", least=1)
        assert not_taken.value.text == "drei"
