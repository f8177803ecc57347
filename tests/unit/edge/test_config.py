"""The configuration: every fault at once, no secret in any of them."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.config import Config, ConfigError, Need, is_loopback, load_config

EXAMPLE = Path(__file__).parents[3] / ".env.example"
SECRET = "MTAwMQ.hush.hush"


def faults_of(environ, env_file=None, needs=()):
    with pytest.raises(ConfigError) as caught:
        load_config(environ, env_file, needs=needs)
    return caught.value.faults


@pytest.fixture
def example(tmp_path):
    """The example with every setting in force."""
    path = tmp_path / "all.env"
    path.write_text(re.sub(r"^#(?=[A-Z_]+=)", "", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE))
    return path


def test_example_names_every_setting_and_no_other(example):
    assert {name.lower() for name in dotenv_values(example)} == set(Config.model_fields)


def test_example_shows_the_defaults(example):
    assert load_config({}, example) == load_config({}, None) == load_config({}, EXAMPLE)


def test_every_key_of_the_example_is_explained(example):
    for previous, line in pairwise(example.read_text("utf-8").splitlines()):
        assert previous or line.startswith("#") or not line, f"{line} comes without a word"


def test_environment_wins_over_the_file(tmp_path):
    env = tmp_path / ".env"
    env.write_text("MAX_OPEN_JOBS=5\nGATEWAY_CONCURRENCY=7\nUNRELATED_THING=1\n")
    config = load_config({"MAX_OPEN_JOBS": "9", "PATH": "/bin"}, env)
    assert (config.max_open_jobs, config.gateway_concurrency) == (9, 7)


def test_process_environment_is_not_read_behind_the_callers_back(monkeypatch):
    monkeypatch.setenv("MAX_OPEN_JOBS", "9")
    assert load_config({}, None).max_open_jobs == 10


def test_empty_is_not_set(tmp_path):
    env = tmp_path / ".env"
    env.write_text("MAX_OPEN_JOBS=\nGUILD_DAILY_CREDITS=\n")
    assert load_config({"MEMBER_DAILY_CREDITS": ""}, env) == load_config({}, None)


def test_all_faults_come_at_once_and_one_line_each(tmp_path):
    env = tmp_path / ".env"
    env.write_text(f"DISCORD_TOEKN={SECRET}\nMAX_OPEN_JOBS=many\nthis is no line\n")
    faults = faults_of({"LOG_LEVEL": "loud", "HEALTH_PORT": "99999"}, env, (Need.DISCORD, Need.GATEWAY))
    text = "\n".join(faults)
    for word in (
        "line 3",
        "DISCORD_TOEKN: no such setting. Did you mean DISCORD_TOKEN?",
        "DISCORD_TOKEN: not set",
        "OPENOCTOPUS_API_KEY",
        "MAX_OPEN_JOBS: 'many' is not a number",
        "LOG_LEVEL: 'loud'",
        "HEALTH_PORT: '99999' is too large",
    ):
        assert word in text
    assert SECRET not in text
    assert len(faults) == 7 == len(text.splitlines())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_TOKEN", f"Bot {SECRET}"),
        ("OPENOCTOPUS_API_KEY", f'"{SECRET}\n'),
        ("DATABASE_URL", f"mysql://u:{SECRET}@h/d"),
    ],
)
def test_a_bad_secret_is_named_and_never_shown(name, value):
    (fault,) = faults_of({name: value})
    assert fault.startswith(f"{name}: ")
    assert SECRET not in fault


def test_repr_holds_no_secret():
    config = load_config({"DISCORD_TOKEN": SECRET, "OCTOPUSX_API_KEY": f"sk-{SECRET}"}, None)
    assert SECRET not in repr(config)
    assert config.discord_token is not None
    assert config.discord_token.get_secret_value() == SECRET


def test_config_is_frozen():
    with pytest.raises(ValidationError):
        setattr(load_config({}, None), "max_open_jobs", 4)  # noqa: B010 - the assignment a type checker forbids


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8801", "http://localhost:1/v1/", "http://[::1]:8801", "https://gateway.example/v1/"],
)
def test_good_bases_lose_their_trailing_slash(url):
    assert load_config({"OPENOCTOPUS_BASE_URL": url}, None).openoctopus_base_url == url.rstrip("/")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://gateway.example", "unencrypted"),
        ("ftp://127.0.0.1", "not an address"),
        ("gateway.example", "not an address"),
        ("https://me:secret@gateway.example", "user name"),
    ],
)
def test_bad_bases_are_refused(url, word):
    (fault,) = faults_of({"OCTOPUSX_BASE_URL": url})
    assert word in fault


def test_websocket_base_is_checked_like_the_others():
    (fault,) = faults_of({"DISCORD_GATEWAY_URL": "ws://discord.example"})
    assert "wss://" in fault


@given(
    st.sampled_from(sorted(Config.model_fields)), st.text(st.characters(exclude_characters="\0"), max_size=30)
)
def test_any_value_gives_a_config_or_single_lines_that_name_the_variable(name, value):
    try:
        load_config({name.upper(): value}, None)
    except ConfigError as error:
        (fault,) = error.faults
        assert fault.startswith(f"{name.upper()}:")
        assert len(fault.splitlines()) == 1


def test_wrong_encoding_is_told_with_the_place(tmp_path):
    env = tmp_path / ".env"
    env.write_bytes("LOG_LEVEL=info # gr\u00fcn".encode("latin-1"))
    (fault,) = faults_of({}, env)
    assert "UTF-8" in fault


def test_byte_order_mark_is_forgiven(tmp_path):
    env = tmp_path / ".env"
    env.write_text("MAX_OPEN_JOBS=5\n", "utf-8-sig")
    assert load_config({}, env).max_open_jobs == 5


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    (fault,) = faults_of({}, tmp_path)
    assert "cannot be read" in fault


def test_an_unclosed_quote_does_not_show_what_it_swallowed(tmp_path):
    env = tmp_path / ".env"
    env.write_text(f'DISCORD_TOKEN="{SECRET}\nLOG_LEVEL=info\n')
    (fault,) = faults_of({}, env)
    assert "line 1" in fault
    assert SECRET not in fault


@pytest.mark.parametrize(
    ("host", "loopback"), [("127.8.9.1", True), ("::1", True), ("10.0.0.1", False), (None, False)]
)
def test_is_loopback(host, loopback):
    assert is_loopback(host) is loopback
