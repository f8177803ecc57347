"""Sentences in the language in force: which catalogue, which form, which number."""

import asyncio
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import i18n
from bot.chat.i18n import (
    Phrase,
    command,
    locale_in_force,
    number,
    percent,
    plural,
    say,
    speak,
    speaking,
    to_type,
    translation,
    ways_to_type,
)
from scripts.catalogue.files import compiled

#: Discord's names of languages for which nothing is written here.
_UNWRITTEN = ("en-GB", "en-US", "bg", "th", "", "../../etc/passwd", "DE")


def test_a_sentence_is_told_in_the_language_in_force():
    assert say("Nothing was charged.") == "Nothing was charged."
    with speaking("de"):
        assert say("Nothing was charged.") == "Es wurde nichts berechnet."
        with speaking("en-GB"):
            assert say("Nothing was charged.") == "Nothing was charged."
        assert locale_in_force() == "de"
    assert locale_in_force() == i18n.FALLBACK


def test_a_phrase_kept_by_a_module_is_told_when_it_is_asked_for():
    kept = Phrase("Error id `{error_id}`")
    with speaking("de"):
        assert kept(error_id="E-{x}") == "Fehler-ID `E-{x}`"
    assert kept(error_id="E-1") == "Error id `E-1`"


def test_the_form_fits_the_number():
    with speaking("de"):
        told = [plural("{count} picture", "{count} pictures", n) for n in (0, 1, 2, 1234)]
    assert told == ["0 Bilder", "1 Bild", "2 Bilder", "1.234 Bilder"]


@pytest.mark.parametrize("locale", _UNWRITTEN)
def test_where_nothing_is_written_english_is_spoken(locale):
    with speaking(locale):
        assert say("Nothing was charged.") == "Nothing was charged."
        assert plural("{count} credit", "{count} credits", 1234) == "1,234 credits"
    assert translation("Nothing was charged.", locale) is None


@pytest.mark.parametrize("locale", sorted(i18n.languages()))
def test_a_sentence_nobody_has_translated_stays_english(locale):
    with speaking(locale):
        assert say("Not in any catalogue: {what}", what="x") == "Not in any catalogue: x"
        assert plural("{count} unheard", "{count} unheards", 2) == "2 unheards"


@given(st.integers(-(10**15), 10**15))
def test_numbers_are_written_as_the_language_does(value):
    assert number(value) == f"{value:,}"
    with speaking("de"):
        assert number(value) == f"{value:,}".replace(",", ".")


@given(st.text(), st.text())
def test_values_go_in_as_they_are(one, last):
    with speaking("de"):
        assert say("{names} or {last}", names=one, last=last) == f"{one} oder {last}"


async def test_tasks_speak_each_their_own_language():
    async def told(locale: str) -> str:
        speak(locale)
        await asyncio.sleep(0)
        return say("Nothing was charged.")

    german, english = await asyncio.gather(told("de"), told("en-US"))
    assert (german, english) == ("Es wurde nichts berechnet.", "Nothing was charged.")
    assert locale_in_force() == i18n.FALLBACK


def test_names_have_translations_of_their_own():
    assert translation("count", "de", context=i18n.OPTION) == "anzahl"
    assert translation("count", "de") == "Anzahl"
    assert translation("prompt", "de", context=i18n.OPTION) is None


def test_commands_are_named_as_the_reader_finds_them():
    with speaking("de"):
        assert command("quota set") == "kontingent setzen"
        assert (
            say("Use `/quota set` or `/quota`, not /quota", x=1)
            == "Use `/kontingent setzen` or `/kontingent`, not /quota"
        )
        assert say("{what}", what="`/quota set`") == "`/quota set`"
        assert plural("`/imagine {count}`", "`/imagine {count}`", 2) == "`/bild 2`"
    assert say("Use `/quota set`") == "Use `/quota set`"


def test_options_are_named_as_the_reader_finds_them():
    assert say("`days:`, `kind:Pattern`") == "`days:`, `kind:Pattern`"
    with speaking("de"):
        assert say("`days:`, days: `{x}:`", x="days") == "`tage:`, days: `days:`"
        assert say("`kind:Pattern` `fox|owl` `(?:a)` `1:1`") == "`art:Muster` `fox|owl` `(?:a)` `1:1`"


def test_words_to_type_are_those_of_the_reader():
    assert (to_type("no limit"), to_type("1h 30m"), to_type("2 weeks")) == ("no limit", "1h 30m", "2 weeks")
    with speaking("de"):
        assert (to_type("no limit"), to_type("1h 30m"), to_type("2 weeks")) == (
            "kein Limit", "1h 30m", "2 Wochen",
        )  # fmt: skip
        assert (
            say("`off` or off, `{x}`, `2 weeks`, `low`", x="off") == "`aus` or off, `off`, `2 Wochen`, `low`"
        )
        assert ways_to_type("off")[0] == "aus"
        assert ways_to_type("unheard") == ("unheard",)


def test_percentages_are_written_as_the_language_does():
    assert percent(25) == "25 %"
    with speaking("de"):
        assert percent(25) == "25\N{NO-BREAK SPACE}%"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder of other languages."""
    monkeypatch.setattr(i18n, "LOCALES", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget():
    i18n._catalogue.cache_clear()
    i18n.languages.cache_clear()


def _compile(folder, locale, *forms):
    catalogue = Catalog(locale=locale.replace("-", "_"), fuzzy=False)
    catalogue.add(("{count} file", "{count} files"), forms)
    (folder / f"{locale}.mo").write_bytes(compiled(catalogue))


def test_the_plural_rules_are_those_of_the_language(elsewhere):
    _compile(elsewhere, "pl", "{count} plik", "{count} pliki", "{count} plików")
    _compile(elsewhere, "ja", "{count}件")
    for locale, said in (("pl", "1 plik, 3 pliki, 5 plików, 22 pliki"), ("ja", "1件, 3件, 5件, 22件")):
        with speaking(locale):
            told = [plural("{count} file", "{count} files", n) for n in (1, 3, 5, 22)]
        assert ", ".join(told) == said


def test_spanish_is_read_all_over_america_with_numbers_as_there(elsewhere):
    _compile(elsewhere, "es-ES", "{count} archivo", "{count} archivos")
    for locale, said in (("es-ES", "12.345 archivos"), ("es-419", "12,345 archivos")):
        with speaking(locale):
            assert plural("{count} file", "{count} files", 12345) == said


def test_english_needs_no_babel_and_others_are_warm_at_once():
    program = (
        "import sys; from bot.chat import i18n, words; words.failure('internal'); words.in_credits(5000);"
        "assert 'babel' not in sys.modules; i18n.warm(); assert 'babel' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
