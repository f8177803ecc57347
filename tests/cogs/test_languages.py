"""Each person is answered in their language, and each place in its own. "second" reads German."""

import json

from discord.http import Route

from bot.chat.language import language_of_guild
from bot.chat.tree import Tree
from bot.domain.errors import DatabaseUnavailable
from tests.cogs.conftest import STUDIO, Stage, Start
from tests.support.answers import said

MEMBER, MODERATOR = "1100000000000000011", 1100000000000000013


async def test_who_reads_german_is_answered_in_german_under_a_card_in_the_servers_language(stage: Stage):
    asked = await stage.discord.imagine("a fox [[fault: content_policy_violation@task]]", as_="second")
    await stage.ended(asked)
    card = await stage.discord.wait_message("safety rules", id=asked["original_id"])
    assert "Nothing was charged" in card["text"]
    refused = await stage.discord.imagine("a fox", model="no-such", as_="second")
    assert "Ein Modell namens `no-such` habe ich nicht." in refused["response"]["content"]


async def test_public_words_are_in_the_language_the_server_decided(start: Start):
    stage = await start(MENTION_AFTER_SECONDS="0")
    await stage.discord.language("fr", guild="studio")
    await stage.bot.store.settings.change_guild(STUDIO, {"locale": "de"}, by=1)
    asked = await stage.discord.imagine("a fox")
    assert "meist" in json.dumps(asked["response"], ensure_ascii=False)
    await stage.ended(asked)
    done = await stage.discord.wait_message("für", id=asked["original_id"], files=1)
    assert "2 Credits" in done["text"]
    assert await stage.discord.wait_message("dein Bild ist fertig")
    own = await stage.discord.slash("credits")
    assert "This server" in said(own)


async def test_a_server_that_decided_nothing_is_spoken_to_in_its_language_on_discord(stage: Stage):
    await stage.gateway.fault("provider_offline@submit x3", match="a fox")
    await stage.discord.language("de", guild="studio")
    asked = await stage.discord.imagine("a fox")
    await stage.ended(asked)
    await stage.discord.wait_message(
        "Das gewählte Modell ist im Moment nicht erreichbar", id=asked["original_id"]
    )
    pressed = await stage.discord.press(asked["original_id"], "Noch einmal versuchen", as_="moderator")
    assert "Only the person who asked" in pressed["response"]["content"]
    again = await stage.discord.press(asked["original_id"], "Noch einmal versuchen")
    await stage.discord.wait_message("für", id=again["original_id"], files=1)


async def test_a_persons_own_decision_comes_before_their_discord(stage: Stage):
    people = {one["key"]: int(one["id"]) for one in (await stage.discord.world())["people"]}
    await stage.bot.store.settings.change_user(people["second"], {"locale": "en-GB"})
    alone = await stage.discord.slash("credits", as_="second", channel="dm")
    assert "**You**" in said(alone)


async def test_where_no_decision_can_be_read_discords_word_counts(stage: Stage, monkeypatch):
    async def unreadable(_id):
        raise DatabaseUnavailable(reason="io_error")

    await stage.discord.language("de", guild="studio")
    for what in ("user", "guild"):
        monkeypatch.setattr(stage.bot.store.settings, what, unreadable)
    refused = await stage.discord.imagine("a fox", as_="second")
    assert "Ich kann gerade nichts aufschreiben" in refused["response"]["content"]
    assert await language_of_guild(stage.bot, STUDIO) == "de"
    assert await language_of_guild(stage.bot, 1) == "en-US"


async def test_the_window_for_the_prompt_is_in_the_readers_language(stage: Stage):
    opened = await stage.discord.imagine(as_="second")
    assert opened["response"]["title"] == "Was soll ich malen?"
    sent = await stage.discord.submit_modal(opened["id"], {"prompt": "   "})
    assert "nichts, was ich malen könnte" in sent["response"]["content"]


async def test_prices_are_offered_as_the_reader_writes_numbers(start: Start, tmp_path):
    models = tmp_path / "models.toml"
    models.write_text('[models."gpt-image-2-x"]\nprices = 1500\n')
    stage = await start(MODELS_FILE=str(models))
    for person, written in (("second", "ab 1.500 Credits"), ("member", "from 1,500 credits")):
        (offered,) = await stage.discord.autocomplete("imagine", "model", "gpt-image-2-x", as_=person)
        assert written in offered["name"]


async def test_what_is_typed_is_read_in_the_language_of_who_types_it(stage: Stage):
    await stage.bot.store.settings.change_user(MODERATOR, {"locale": "de"})
    for command, option, typed, named, value in (
        ("quota set everyone", "amount", "kein", "beliebig viele Credits am Tag", "no limit"),
        ("quota grant server", "expires", "nie", "nie", "never"),
        ("quota price", "credits", "", "üblich: zurück zum Preis des Katalogs", "usual"),
        ("safety block", "duration", "f", "für immer", "forever"),
        ("channels edit", "highest_quality", "alle", "alle", "all"),
    ):
        (offered, *_) = await stage.discord.autocomplete(command, option, typed, as_="moderator")
        assert (offered["name"], offered["value"]) == (named, value)
    refused = await stage.discord.slash("quota set everyone", {"amount": "２ Wochen"}, as_="moderator")
    assert "`２ Wochen` ist keine Menge" in said(refused)
    assert "oder `kein Limit`" in said(refused)
    for amount, decided in (("1.500 Credits", 1500), ("Unbegrenzt", None)):
        await stage.discord.slash("quota set everyone", {"amount": amount}, as_="moderator")
        (rule,) = (await stage.app.store.rules.own(STUDIO)).values()
        assert rule.amount == decided
    blocked = await stage.discord.slash(
        "safety block", {"member": MEMBER, "duration": "Für immer"}, as_="moderator"
    )
    assert "bis die Moderation das aufhebt" in said(blocked)


async def test_discord_knows_the_commands_in_every_language_and_hears_of_a_change(stage: Stage):
    application_id = stage.bot.application_id
    assert application_id is not None
    route = Route("GET", "/applications/{id}/commands", id=application_id)
    known = await stage.bot.http.request(route, params={"with_localizations": "true"})
    (imagine,) = [each for each in known if each["name"] == "imagine"]
    assert imagine["description_localizations"]["de"] == "Mach aus Worten ein Bild"
    (count,) = [each for each in imagine["options"] if each["name"] == "count"]
    assert count["name_localizations"]["de"] == "anzahl"
    assert all("name_localizations" not in each for each in await stage.bot.http.request(route))

    count["name_localizations"]["de"] = "zahl"
    await stage.bot.http.bulk_upsert_global_commands(application_id, payload=[imagine])
    tree = stage.bot.tree
    assert isinstance(tree, Tree)
    assert await tree.publish() is True
    assert await tree.publish() is False
