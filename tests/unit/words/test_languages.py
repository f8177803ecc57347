"""In every language: what Discord is given keeps Discord's rules, and fits where it is shown."""

import asyncio
import itertools
import json
import re

import discord
import pytest
from discord import Locale, app_commands

from bot.chat import cards
from bot.chat.forms import make_window
from bot.chat.i18n import COMMAND, OPTION, is_translated, languages, speaking, translation
from bot.chat.modals import prompt_field
from bot.chat.options import counts_of, model_choices
from bot.chat.translator import Translations
from bot.chat.words import FAILURES, prompts
from bot.domain.job import JobState
from bot.engine.front import Progress
from bot.gateways.catalogue import load_catalogue
from sandbox.discord.rules import Endpoint, check_callback, check_message
from scripts.catalogue.extract import Sentence, read_all
from scripts.catalogue.files import ROOT
from tests.unit.chat.samples import NOW_MS, a_job, a_picture, a_request

EVERY_LANGUAGE = ["en-US", *sorted(languages())]
#: Discord documentation, "Application Command Naming"; `\w` is what Unicode calls a letter or a digit.
_LAWFUL_NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e01-\u0e5b]{1,32}")
_LONGEST_PROMPT = "A *very* long prompt. " * 300


def names(kind):
    """Every name of a kind, once."""
    found = (each for each in read_all(ROOT) if isinstance(each, Sentence) and each.context == kind)
    return sorted({each.forms[0] for each in found})


def options_by_command():
    """The names of the options of each command, as sentences of the catalogue."""
    found = [each for each in read_all(ROOT) if isinstance(each, Sentence) and each.context == OPTION]
    for _, options in itertools.groupby(found, key=lambda each: (each.file, each.line)):
        yield [each.forms[0] for each in options]


def in_language(locale, make):
    """Something drawn in a language; discord.py wants a running loop for it."""

    async def drawn():
        with speaking(locale):
            return make()

    return asyncio.run(drawn())


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
@pytest.mark.parametrize("kind", [COMMAND, OPTION])
def test_names_keep_discords_rule(kind, locale):
    for name in names(kind):
        told = translation(name, locale, context=kind) or name
        assert _LAWFUL_NAME.fullmatch(told), told
        assert told == told.lower()


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
def test_no_two_commands_have_one_name(locale):
    told = [translation(name, locale, context=COMMAND) or name for name in names(COMMAND)]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
def test_no_two_options_of_a_command_have_one_name(locale):
    for options in options_by_command():
        told = [translation(name, locale, context=OPTION) or name for name in options]
        assert len(set(told)) == len(told)


async def test_commands_are_named_and_described_in_every_language():
    @app_commands.command(name="quota", description=prompts.IMAGINE)
    @app_commands.describe(count=prompts.COUNT)
    async def command(_interaction: discord.Interaction, count: int) -> None: ...

    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    sent = await command.get_translated_payload(tree, Translations())
    (option,) = sent["options"]
    assert sent["name_localizations"]["de"] == "kontingent"
    assert sent["description_localizations"]["de"] == "Mach aus Worten ein Bild"
    assert option["name_localizations"]["de"] == "anzahl"
    for each in (sent["description_localizations"], option["description_localizations"]):
        assert set(each) == {locale.value for locale in Locale if is_translated(locale.value)}


async def test_an_entry_of_a_menu_is_translated_as_a_sentence():
    async def repeat(_interaction: discord.Interaction, _message: discord.Message) -> None: ...

    entry = app_commands.ContextMenu(name="Try again", callback=repeat)
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    sent = await entry.get_translated_payload(tree, Translations())
    assert sent["name_localizations"]["de"] == "Noch einmal versuchen"


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
def test_every_card_is_lawful(locale):
    request = a_request(prompt=_LONGEST_PROMPT, count=4, references=("a.png", "b.png"))
    for state in JobState:
        for code in FAILURES if state is JobState.FAILED else (None,):
            job = a_job(request=request, state=state, failure_code=code, error_id="K7C-M3XT")
            _lawful(in_language(locale, lambda job=job: _card(job)))


def _card(job):
    if job.state.is_terminal and job.state is not JobState.DONE:
        return cards.ended_card(job)
    if job.state is JobState.DONE:
        return cards.moved_card(job, "https://discord.com/channels/1/2/3")
    return cards.status_card(job, Progress(position=12345, usual_seconds=30, remaining=10**6), NOW_MS + 10**6)


def _lawful(view, files=()):
    body = {"components": view.to_components(), "flags": 1 << 15}
    body["attachments"] = [{"id": str(index), "filename": name} for index, name in enumerate(files)]
    refusal = check_message(body, endpoint=Endpoint.CREATE, files=dict(enumerate(files)))
    assert refusal is None, f"{refusal}: {json.dumps(body, ensure_ascii=False)}"


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
def test_every_result_is_lawful(locale):
    job = a_job(request=a_request(prompt=_LONGEST_PROMPT, count=10))
    shown = [cards.Shown(a_picture(index), f"{index}.png", False) for index in range(9)]
    _lawful(in_language(locale, lambda: cards.result_card(job, shown, 9)), [each.filename for each in shown])


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
def test_the_window_for_the_prompt_is_lawful(locale):
    def make() -> discord.ui.Modal:
        return make_window("draft:write:x", prompts.TITLE(), [prompt_field("", 4000)])

    window = in_language(locale, make)
    refusal = check_callback({"type": 9, "data": window.to_dict()}, interaction_type=2, files={})
    assert refusal is None, str(refusal)


@pytest.mark.parametrize("locale", EVERY_LANGUAGE)
def test_offers_fit_and_show_their_price(locale):
    models = load_catalogue().models.values()
    for model in models:
        offered = in_language(locale, lambda model=model: counts_of(model, a_request(quality=None)))
        assert all(0 < len(name) <= 100 for name, _ in offered)
    names = [name for name, _ in in_language(locale, lambda: model_choices(models))]
    assert all(0 < len(name) <= 100 for name in names)


def test_prices_are_offered_in_german():
    model = load_catalogue().get("gpt-image-2")
    offered = in_language("de", lambda: model_choices([model]))
    assert "ab 1 Credit" in offered[0][0]
