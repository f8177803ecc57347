"""What the documents name is there, and what has to be in them is told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import typer
from discord import app_commands

from bot.cli import cli
from bot.config import Config
from bot.domain.failure import KINDS
from bot.domain.guild import ChannelSettings, GuildSettings
from bot.terminal.exits import Exit
from sandbox.discord.clock import Clock
from sandbox.discord.server import build
from sandbox.discord.world import World
from tests.support.commands import Command, a_bot, by_path, options

ROOT = Path(__file__).parents[3]
ROOMS = ("bot", "cogs", "sandbox", "scripts", "tests", "bench", "docs")
DOCUMENTS = sorted(
    path for place in (".", "docs", "sandbox", "sandbox/gateway") for path in (ROOT / place).glob("*.md")
)
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
README, OPERATING = ROOT / "README.md", ROOT / "docs" / "operating.md"

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PATH = re.compile(rf"(?:{'|'.join(ROOMS)})/[\w./*-]*")
_SETTING = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
_COMMAND = re.compile(r"/([a-z]+(?: .+)?)")
#: Pages of the health port, not commands.
_PAGES = {"healthz", "readyz", "metrics"}

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def prose(document: Path) -> str:
    return _FENCED.sub("", document.read_text("utf-8"))


def codes(document: Path) -> list[str]:
    """What stands between backticks."""
    return _CODE.findall(prose(document))


def anchors(document: Path) -> set[str]:
    """What can be linked to, as GitHub names headings."""
    headings = (re.sub(r"[^\w\- ]", "", each.lower()) for each in _HEADING.findall(prose(document)))
    return {each.replace(" ", "-") for each in headings}


def is_there(path: str) -> bool:
    return any(ROOT.glob(path.rstrip("/.")))


def rows(document: Path, head: str) -> Iterator[list[str]]:
    """The cells of the table that begins with this head."""
    table = document.read_text("utf-8").split(f"| {head} |", 1)[1].split("\n\n", 1)[0]
    for line in table.splitlines()[2:]:
        yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


@each_document
def test_links_lead_somewhere(document: Path) -> None:
    for link in _LINK.findall(document.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@each_document
def test_paths_in_documents_are_there(document: Path) -> None:
    named = [each for each in codes(document) if _PATH.fullmatch(each)]
    assert [each for each in named if not is_there(each)] == []


def test_paths_named_in_code_are_there() -> None:
    named = {
        (str(source.relative_to(ROOT)), path)
        for source in SOURCES
        for code in re.findall(r"`([^`\n]+)`|\b(docs/\w+\.md)", source.read_text("utf-8"))
        for path in code
        if _PATH.fullmatch(path)
    }
    assert {each for each in named if not is_there(each[1])} == set()


@each_document
def test_settings_in_documents_are_known(document: Path) -> None:
    code = "\n".join(source.read_text("utf-8") for source in SOURCES)
    named = {name for each in codes(document) for name in _SETTING.findall(each.partition("=")[0])}
    assert {name for name in named if name.lower() not in Config.model_fields and name not in code} == set()


async def test_commands_in_documents_are_there_and_the_readme_has_them_all(tmp_path: Path) -> None:
    async with a_bot(tmp_path) as bot:
        tree = by_path(bot)
    for document in DOCUMENTS:
        if "sandbox" in document.parts:
            continue
        for each in codes(document):
            if (found := _COMMAND.fullmatch(each)) and found[1] not in _PAGES:
                assert known(found[1].split(), tree), f"{document.name}: {each}"
    told = " ".join(cell for row in rows(README, "command | who | does") for cell in row)
    for path in tree:
        if " " not in path or path[0].isupper():
            slash = isinstance(tree[path], app_commands.Command | app_commands.Group)
            assert (f"`/{path}" if slash else f"message menu *{path}*") in told


def known(words: list[str], tree: Mapping[str, Command]) -> bool:
    """Whether the words begin with a command, and go on with what can be said to it."""
    longest = max(
        (" ".join(words[:end]) for end in range(len(words) + 1)), key=lambda each: (each in tree, len(each))
    )
    if longest not in tree:
        return False
    rest = set(words[len(longest.split()) :]) - {"…"}
    return rest <= options(tree[longest])


def test_the_readme_has_every_command_of_the_terminal() -> None:
    told = {
        cell.strip("`").removeprefix("inkling ").split()[0]
        for row in rows(README, "command | does")
        for cell in row[0].split(", ")
    }
    assert told == set(typer.main.get_group(cli).commands)


@each_document
def test_targets_in_documents_are_made(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE))
    assert named <= targets


def test_metrics_in_documents_are_counted() -> None:
    counted = {
        name
        for source in (ROOT / "bot").rglob("*.py")
        for name in re.findall(r'"(inkling_\w+)"', source.read_text("utf-8"))
    }
    named = {
        name.removesuffix("_total")
        for document in DOCUMENTS
        for each in codes(document)
        for name in re.findall(r"^inkling_\w+", each)
    }
    assert named <= counted


def test_every_failure_is_told_to_the_operator_and_no_other() -> None:
    told = [code for row in rows(OPERATING, "code | you should") for code in _CODE.findall(row[0])]
    assert [code for code in KINDS if not any(fnmatchcase(code, each) for each in told)] == []
    assert [each for each in told if not any(fnmatchcase(code, each) for code in KINDS)] == []


@pytest.mark.parametrize(
    ("head", "decisions"),
    [("`settings` | value", GuildSettings), ("of a channel | value", ChannelSettings)],
    ids=["guild", "channel"],
)
def test_every_setting_of_the_file_is_told(
    head: str, decisions: type[GuildSettings | ChannelSettings]
) -> None:
    told = {name for row in rows(ROOT / "docs" / "settings.md", head) for name in _CODE.findall(row[0])}
    assert told == {each.name for each in fields(decisions)} - {"panel_message_id"}


def test_every_control_call_of_the_stand_in_is_told() -> None:
    asked = re.compile(r"^(GET|POST|DELETE) (?:/_control)?/([\w/{}-]+)")
    told = {
        named_alike(*call) for each in codes(ROOT / "sandbox" / "README.md") for call in asked.findall(each)
    }
    prefix = "/_control/"
    made = {
        named_alike(route.method, route.resource.canonical.removeprefix(prefix))
        for route in build(World(Clock())).router.routes()
        if route.resource is not None and route.resource.canonical.startswith(prefix)
    }
    ours = {call for call in made if not call.startswith(("HEAD", "*"))}
    assert ours == {call for call in told if "demo/" not in call}


def named_alike(method: str, path: str) -> str:
    """A call, whatever its parameters are called."""
    return f"{method} {re.sub(r'{[^}]*}', '{}', path)}"


def test_every_exit_code_is_told() -> None:
    told = [int(row[0]) for row in rows(OPERATING, "exit code | meaning | restart by itself?")]
    assert told == sorted(Exit)
