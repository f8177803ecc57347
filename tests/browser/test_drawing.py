"""Everything a bot can send is drawn, and never as markup; an edit changes only what it changes."""

import json
import re
from contextlib import asynccontextmanager
from io import BytesIO

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import expect

V2 = 1 << 15
IMAGES, SOL = "1100000000000000101", "1100000000000000012"


class Pen:
    """The bot's own account, writing what Inkling itself never would."""

    def __init__(self, demo, http, token):
        self._base = f"{demo.page}api/v10/channels/{IMAGES}/messages"
        self._http = http
        self._headers = {"Authorization": f"Bot {token}"}

    async def post(self, body, **files):
        """A new message, with files by name."""
        return await self._send("POST", self._base, body, files)

    async def parts(self, *components, **files):
        """A new message of components."""
        return await self.post({"flags": V2, "components": components}, **files)

    async def thread(self, message, name):
        """A thread on a message."""
        url = f"{self._base}/{message['id']}/threads"
        async with self._http.post(url, json={"name": name}, headers=self._headers) as answer:
            assert answer.status == 201

    async def edit(self, message, *components):
        """Other components in the same message."""
        await self._send("PATCH", f"{self._base}/{message['id']}", {"components": components}, {})

    async def type(self):
        """Begin to type."""
        url = self._base.replace("/messages", "/typing")
        async with self._http.post(url, headers=self._headers) as answer:
            assert answer.status == 204

    async def _send(self, method, url, body, files):
        form = aiohttp.FormData(default_to_multipart=True)
        form.add_field("payload_json", json.dumps(body), content_type="application/json")
        for number, (name, data) in enumerate(files.items()):
            filename = name if "." in name else f"{name}.png"
            form.add_field(f"files[{number}]", data, filename=filename, content_type="image/png")
        async with self._http.request(method, url, data=form, headers=self._headers) as answer:
            found = await answer.json()
            assert answer.status == 200, found
            return found


@asynccontextmanager
async def bots_pen(demo):
    world = await demo.call("GET", "world")
    async with aiohttp.ClientSession() as http:
        yield Pen(demo, http, world["settings"]["token"])


def words(text):
    return {"type": 10, "content": text}


def row(part):
    return {"type": 1, "components": [part]}


def square(colour):
    data = BytesIO()
    Image.new("RGB", (64, 64), colour).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize(
    ("text", "selector", "shown"),
    [
        ("**bold *both***", "strong > em", "both"),
        ("__under__", "u", "under"),
        ("~~gone~~", "s", "gone"),
        ("`a * b`", "code", "a * b"),
        ("```py\nx = 1\n```", "pre code", "x = 1"),
        ("## Head", "[role=heading]", "Head"),
        ("-# small", ".small-print", "small"),
        ("> said\n> twice", "blockquote", "said\ntwice"),
        ("1. one\n  - in\n2. two", "ol > li > ul > li", "in"),
        (f"<@{SOL}>", ".mention", "@Sol"),
        (f"<#{IMAGES}>", ".mention", "#images"),
        ("[words](https://example.org/a_(b))", "a[href='https://example.org/a_(b)']", "words"),
        ("see https://example.org/x.", "a[href='https://example.org/x']", "https://example.org/x"),
        (r"\*not italics\*", "p", "*not italics*"),
        ("snake_case_name", "p", "snake_case_name"),
        ("<t:0:R>", "time[data-relative]", re.compile(r"\d+ years ago")),
    ],
)
async def test_marks_are_drawn_as_people_know_them(demo, sit, text, selector, shown):
    room = await sit.down()
    await demo.call("POST", "say", **{"as": "second"}, channel="images", text=text)
    await expect(room.message().locator(f".content {selector}")).to_have_text(shown)


async def test_words_never_become_markup(demo, sit):
    room = await sit.down()
    bad = "<img src=x onerror=alert(1)><b>hi</b> [x](javascript:alert(1)) [y](data:text/html,z) &amp;"
    async with bots_pen(demo) as pen:
        await pen.post({"content": bad, "embeds": [{"title": bad, "description": bad}]})
    await expect(room.message().locator(".content")).to_have_text(bad)
    await expect(room.message().locator(".body :is(b, a[href], img)")).to_have_count(0)


async def test_every_component_is_drawn_and_the_unknown_is_named(demo, sit):
    room = await sit.down()
    async with bots_pen(demo) as pen:
        await pen.parts(
            {
                "type": 17,
                "accent_color": 0x336699,
                "components": [
                    words("### Title"),
                    {"type": 9, "components": [words("beside")], "accessory": _thumbnail("one")},
                    {"type": 14, "divider": True},
                    {"type": 12, "items": [_item("one", "A red one"), _item("two", None)]},
                    {"type": 13, "file": {"url": "attachment://notes.txt"}},
                    {"type": 1, "components": _buttons()},
                    row({"type": 5, "custom_id": "who", "placeholder": "Who?"}),
                ],
            },
            {"type": 12, "items": [{"media": {"url": "https://example.org/far.png"}}]},
            one=square("red"), two=square("blue"), **{"notes.txt": b"hello"},
        )  # fmt: skip
    card = room.message("Title")
    await expect(card.locator(".thumbnail img")).to_be_visible()
    await expect(card.get_by_role("separator")).to_have_count(1)
    await expect(card.get_by_role("img", name="A red one")).to_be_visible()
    await expect(card.get_by_role("link", name="notes.txt")).to_contain_text("5 bytes")
    await expect(card.get_by_role("button", name="Off")).to_be_disabled()
    await expect(card.get_by_role("link", name="Away")).to_have_attribute("href", "https://example.org/")
    await expect(card.get_by_role("button", name="Who?")).to_have_attribute("aria-haspopup", "listbox")
    await expect(card.locator(".not-drawn")).to_have_text(
        "Not drawn: picture of another host, https://example.org/far.png"
    )


def _thumbnail(name):
    return {"type": 11, "media": {"url": f"attachment://{name}.png"}}


def _item(name, description):
    more = {"description": description} if description else {}
    return {"media": {"url": f"attachment://{name}.png"}} | more


def _buttons():
    link = {"type": 2, "style": 5, "label": "Away", "url": "https://example.org/"}
    return [{"type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": True}, link]


async def test_an_edit_keeps_what_it_does_not_change(demo, sit):
    room = await sit.down()
    picture = {"type": 12, "items": [_item("one", "A red one")]}
    async with bots_pen(demo) as pen:
        message = await pen.parts(words("step 1 ||hidden||"), picture, one=square("red"))
        card = room.message("step 1")
        drawn = await card.locator(".look img").element_handle()
        await card.get_by_role("button", name="Spoiler").click()
        await pen.edit(message, words("step 2 ||hidden||"), picture)
    await expect(room.message("step 2")).to_contain_text("hidden")
    assert await drawn.evaluate("image => image.isConnected")
    await expect(room.message("step 2").get_by_role("button", name="Spoiler")).to_have_count(0)
    await expect(room.message("step 2").locator(".edited")).to_have_text("(edited)")


async def test_the_lightbox_shows_words_and_gives_the_focus_back(demo, sit):
    room = await sit.down()
    async with bots_pen(demo) as pen:
        items = [_item("one", "A red one"), _item("two", "A blue one")]
        await pen.parts({"type": 12, "items": items}, one=square("red"), two=square("blue"))
    first = room.message().get_by_role("button", name="A red one")
    await first.press("Enter")
    box = room.page.get_by_role("dialog", name="Picture")
    await expect(box.locator("figcaption")).to_have_text("A red one")
    await room.page.keyboard.press("ArrowRight")
    await expect(box.locator("figcaption")).to_have_text("A blue one")
    await room.page.keyboard.press("Escape")
    await expect(box).to_have_count(0)
    await expect(first).to_be_focused()


async def test_a_reply_names_what_it_answers(demo, sit):
    room = await sit.down()
    said = await demo.call("POST", "say", **{"as": "second"}, channel="images", text="a **question**")
    await demo.call("POST", "say", **{"as": "owner"}, channel="images", text="an answer", reply_to=said["id"])
    await expect(room.message("an answer").locator(".origin")).to_have_text("Sola question")


async def test_news_is_spoken_once_and_small_edits_are_not(demo, sit):
    room = await sit.down()
    spoken = room.page.locator("#spoken")
    async with bots_pen(demo) as pen:
        message = await pen.parts(words("### Painting\n▰▱▱"))
        await expect(spoken).to_have_text("Inkling: Painting")
        await pen.edit(message, words("### Painting\n▰▰▱"))
        await expect(room.message("▰▰▱")).to_be_visible()
        await expect(spoken).to_have_text("Inkling: Painting")
        await pen.edit(message, words("### Done"))
        await expect(spoken).to_have_text("Inkling: Done")


async def test_typing_is_shown_until_the_message_is_there(demo, sit):
    room = await sit.down()
    async with bots_pen(demo) as pen:
        await pen.type()
        await expect(room.page.locator("#typing")).to_have_text("Inkling is typing …")
        await pen.post({"content": "there"})
    await expect(room.message("there")).to_be_visible()
    await expect(room.page.locator("#typing")).to_be_empty()


async def test_a_select_sends_what_was_chosen(demo, sit):
    room = await sit.down()
    options = [{"label": label, "value": label.lower()} for label in ("Ink", "Chalk", "Coal")]
    more = {"placeholder": "Which?", "min_values": 1, "max_values": 2}
    async with bots_pen(demo) as pen:
        await pen.parts(
            {"type": 1, "components": [{"type": 3, "custom_id": "tools", "options": options} | more]}
        )
    select = room.message().get_by_role("button", name="Which?")
    await select.press("Enter")
    listed = room.page.get_by_role("listbox", name="Which?")
    await expect(listed.get_by_role("option")).to_have_text(["Ink", "Chalk", "Coal"])
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter", "ArrowUp", "Enter"):
        await room.page.keyboard.press(key)
    await expect(listed.get_by_role("option", selected=True)).to_have_text(["Ink", "Coal"])
    await room.page.keyboard.press("Tab")
    await expect(room.message("an older version of me")).to_be_visible()
    (made,) = await demo.call("GET", "interactions")
    assert made["payload"]["data"]["values"] == ["ink", "coal"]
    await expect(select).not_to_have_attribute("aria-busy", "true")


async def test_a_list_left_by_escape_sends_nothing(demo, sit):
    room = await sit.down()
    async with bots_pen(demo) as pen:
        await pen.parts(
            {"type": 1, "components": [{"type": 8, "custom_id": "where", "placeholder": "Where?"}]}
        )
    select = room.message().get_by_role("button", name="Where?")
    await select.press("Enter")
    await expect(room.page.get_by_role("option").first).to_be_visible()
    await room.page.keyboard.press("Escape")
    await expect(select).to_be_focused()
    assert await demo.call("GET", "interactions") == []


async def test_a_channel_that_was_chosen_is_shown_as_chosen(sit, demo):
    room = await sit.down()
    # Libraries write ids as numbers; Discord answers with texts.
    chosen = [{"id": int(IMAGES), "type": "channel"}]
    select = {"type": 8, "custom_id": "where", "max_values": 2, "default_values": chosen}
    async with bots_pen(demo) as pen:
        await pen.parts({"type": 1, "components": [select]})
    await expect(room.page.get_by_role("button", name="Choose channels: #images")).to_be_visible()


async def test_a_thread_stands_below_its_channel_and_is_entered_from_its_message(sit, demo):
    room = await sit.down()
    async with bots_pen(demo) as pen:
        message = await pen.post({"content": "a fox"})
        await pen.thread(message, "about the fox")
    channels = room.page.locator("#channels li")
    await expect(channels.nth(1)).to_have_text("about the fox")
    await room.message("a fox").get_by_role("button", name="about the fox, a thread").click()
    await room.is_in("about the fox")
