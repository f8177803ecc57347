"""The catalogue belongs to the code, and what is wrong with one is told."""

import fnmatch
import tomllib

import pytest
from babel.messages.catalog import Catalog

from bot.chat.i18n import LOCALES
from scripts.catalogue.bypass import in_source
from scripts.catalogue.extract import NotLiteral, Sentence, read
from scripts.catalogue.faults import all_faults, faults_of_form
from scripts.catalogue.files import ROOT, languages, load, update, written


def test_nothing_is_wrong_with_the_words():
    assert all_faults() == []


def test_sentences_are_read_wherever_they_are_said():
    source = '''
KEPT = Phrase("a " "b")
TEXT = mark("c")
WORD = mark_typed("off")
def f(n):
    """say("not me")"""
    return f"{say('d {x}', x=plural('{count} e', '{count} es', n))}"
class Cog:
    @app_commands.command(description=TEXT)
    @app_commands.rename(many="count")
    async def paint(self, interaction, many: int, model: str = "say") -> None: ...
    async def complete_model(self, interaction, typed) -> None: ...
    @gifts.command(name="all", description=TEXT)
    async def everybody(self, interaction) -> None: ...
class Gifts(commands.GroupCog, group_name="gifts"):
    older = app_commands.Group(name="older", description=TEXT)
'''
    found = [each for each in read(source, "x.py") if isinstance(each, Sentence)]
    assert [(each.forms, each.context) for each in found] == [
        (("a b",), None),
        (("c",), None),
        (("off",), "typed"),
        (("d {x}",), None),
        (("{count} e", "{count} es"), None),
        (("paint",), "command"),
        (("count",), "option"),
        (("model",), "option"),
        (("all",), "command"),
        (("gifts",), "command"),
        (("older",), "command"),
    ]


@pytest.mark.parametrize(
    "call",
    [
        "say(words)",
        'say(f"{n} left")',
        'say("a" + b)',
        'Phrase("a" if b else "c")',
        "say()",
        'plural("{count} a", many, n)',
        'mark("")',
    ],
)
def test_a_sentence_that_is_not_written_out_is_found(call):
    assert [type(each) for each in read(f"x = {call}", "x.py")] == [NotLiteral]


@pytest.mark.parametrize(
    "line",
    [
        'await whisper(interaction, "Not here.")',
        'await interaction.response.send_message(f"You have {n} left")',
        'ui.Button(label="Cancel")',
        'ui.Label(text="Prompt", component=c)',
        'super().__init__(title="What shall I paint?")',
        'text("### Hello", prompt)',
        'small("one" if n == 1 else "many")',
        'app_commands.command(description="Turn words into a picture")',
        'app_commands.Choice(name="Daily", value=1)',
        'axes.set_title("Pictures a day")',
        'told = ", ".join(names)',
        'told = f"{name}: {state}"',
        'told = f"{what} ({why})"',
    ],
)
def test_words_that_pass_the_catalogue_by_are_found(line):
    assert in_source(line) == [1]


@pytest.mark.parametrize(
    "line",
    [
        'await whisper(interaction, say("Not here."))',
        'ui.Button(label=status.CANCEL(), custom_id="job:cancel")',
        'asyncio.create_task(work(), name="card-editor")',
        'text(f"### {headline}", f"<t:{now}:R>")',
        'discord.File(path, filename="picture.png", description=alt)',
        '_log.info("job %s could not be stopped", job_id)',
        'told = " · ".join(facts) + "".join(letters)',
        'custom_id = f"{kind}:{key}" + f"{one} {other}"',
    ],
)
def test_words_that_nobody_reads_are_let_be(line):
    assert in_source(line) == []


def test_among_the_words_every_sentence_is_marked():
    assert (
        in_source('"""Of words."""\nA = "Not yet."\nB = f"{n} left"\nC = say("Not yet.")\nD = f"`{x}`"') == []
    )
    assert in_source('"""Of words."""\nA = "Not yet."\nB = f"{n} left"', at_home=True) == [2, 3]
    assert in_source('"""Of words."""\nC = f"{say(\'Not yet.\')} `{x}`"', at_home=True) == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{left} of {limit}", "{left} von {limits}"),
        ("{left} of {limit}", "{left} von allen"),
        ("{left}", "{left} {right}"),
        ("{left}", "{left"),
        ("{left}", "{} {left}"),
        ("Ask with `/imagine`", "Frag mit `/malen`"),
        ("Ask with `/imagine`", "Frag mit /imagine"),
        ("At <t:{at}:R>", "Um {at}"),
        ("-# small {at}", "{at} klein"),
        ("**{who}** left", "{who} ist weg"),
        ("Press **Try again**.", "Drück **Try again**."),
        ("Done", "Fertig "),
    ],
)
def test_a_translation_that_would_not_work_is_found(source, told):
    catalogue = Catalog(locale="de")
    catalogue.add("Try again", "Noch einmal versuchen")
    assert len(list(faults_of_form(source, told, catalogue))) == 1


def test_a_translation_may_put_its_parts_in_another_order():
    told = "Von {limit} sind {left} da: `/imagine`, **Noch einmal**"
    source = "**Once more** `/imagine`: {left} of {limit}"
    assert list(faults_of_form(source, told, Catalog(locale="de"))) == []


@pytest.fixture
def project(tmp_path):
    """A small project with a German translation, and how its code is changed."""
    (tmp_path / "bot" / "chat" / "words").mkdir(parents=True)
    folder = tmp_path / "bot" / "chat" / "locales"

    def write(source):
        (tmp_path / "bot" / "chat" / "words" / "it.py").write_text(source)
        update(folder, tmp_path, added="de")
        return folder

    return write


def _translate(folder, **words):
    catalogue = load(folder / "de.po", "de")
    for sentence, told in words.items():
        catalogue[sentence].string = told
    (folder / "de.po").write_bytes(written(catalogue))


def test_no_translation_is_lost_when_a_sentence_goes_and_comes_back(project):
    _translate(project('say("one"); say("two")'), one="eins", two="zwei")
    folder = project('say("two"); say("three")')
    catalogue = load(folder / "de.po", "de")
    assert [message.id for message in catalogue if message.id] == ["two", "three"]
    assert catalogue["two"].string == "zwei"
    assert not catalogue["three"].string
    folder = project('say("one"); say("two")')
    assert {m.id: m.string for m in load(folder / "de.po", "de") if m.id} == {"one": "eins", "two": "zwei"}


def test_a_long_sentence_with_a_colon_keeps_all_its_lines(project):
    folder = project('say("one")')
    told = "Wer von einer deiner Grenzen abgewiesen wird, kann euch fragen, und dann bekommt ihr dazu eine "
    _translate(folder, one=f"{told}Karte: {told}Karte: {told}")
    assert load(folder / "de.po", "de")["one"].string == f"{told}Karte: {told}Karte: {told}"


def test_each_lack_of_a_translation_is_told(project):
    root = project('say("one"); say("two"); plural("{count} a", "{count} as", 3)').parents[2]
    folder = root / "bot" / "chat" / "locales"
    assert len(all_faults(folder, root)) == 3
    _translate(folder, one="eins", two="zwei", **{"{count} a": ("{count} ein", "{count} eins")})
    assert all_faults(folder, root) == ["de: finished and not compiled; run `make words`"]
    update(folder, root)
    assert all_faults(folder, root) == []
    _translate(folder, one="ein")
    assert all_faults(folder, root) == ["de: compiled from other words; run `make words`"]
    update(folder, root)
    (root / "bot" / "chat" / "words" / "it.py").write_text('say("one"); say("four"); say(four)')
    told = all_faults(folder, root)
    assert ["written out" in fault for fault in told] == [True, False]
    assert "words.pot" in told[1]


def test_a_guess_and_a_missing_form_are_told(project):
    folder = project('say("one"); plural("{count} a", "{count} as", 3)')
    _translate(folder, one="eins", **{"{count} a": ("{count} ein", "")})
    path = folder / "de.po"
    path.write_text(path.read_text().replace('msgid "one"', '#, fuzzy\nmsgid "one"'))
    update(folder, folder.parents[2])
    told = "\n".join(all_faults(folder, folder.parents[2]))
    assert "de: one: marked as a guess" in told
    assert "not translated" in told


def test_an_option_that_no_command_has_is_told(project):
    command = "@app_commands.command()\nasync def paint(self, interaction, days): ...\n"
    root = project(f'{command}say("Try `days:`, `kind:Word` or `days`")').parents[2]
    assert [fault for fault in all_faults(root / "bot" / "chat" / "locales", root) if "option" in fault] == [
        "bot/chat/words/it.py:3: no command has the option `kind:`"
    ]


def test_one_sentence_is_not_told_with_and_without_a_number(project):
    with pytest.raises(ValueError, match="other forms"):
        project('say("{count} a", count=1); plural("{count} a", "{count} as", 3)')


def test_the_package_carries_every_language():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    globs = project["tool"]["setuptools"]["package-data"]["bot"]
    carried = [path.relative_to(ROOT / "bot").as_posix() for path in LOCALES.glob("*.mo")]
    assert len(carried) == len(languages())
    assert all(any(fnmatch.fnmatch(name, glob) for glob in globs) for name in carried)
