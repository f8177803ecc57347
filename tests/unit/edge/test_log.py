"""The log tells what happened and never a secret."""

import io
import json
import logging
import string
from datetime import UTC, datetime

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.ops.log import configure_logging, let_go_of_log
from bot.ops.redact import MASK, Redactor

KEY = "ooq_live_0123456789"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5.abc-def_ghi"


@pytest.fixture
def stream():
    """Where a log may be written to that is forgotten at the end."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(params=["console", "json"])
def log(request, stream):
    """A configured log and what it has written."""
    configure_logging(level="debug", style=request.param, secrets=[KEY, "", "ab"], stream=stream)
    return stream


def test_known_secrets_are_masked_in_events_values_and_tracebacks(log):
    logger = structlog.get_logger("bot.test")
    try:
        raise ValueError(f"refused key {KEY}")
    except ValueError:
        logger.exception("submit %s failed", KEY, url=f"https://gateway.example/?key={KEY}")
    text = log.getvalue()
    assert KEY not in text
    assert "ValueError" in text
    assert "refused key ***" in text


def test_libraries_are_masked_too(log):
    logging.getLogger("discord.http").warning(
        "PATCH https://discord.com/api/v10/webhooks/1001/%s/messages/@original with Bot abcdefghijkl",
        INTERACTION,
    )
    text = log.getvalue()
    assert INTERACTION not in text
    assert "abcdefghijkl" not in text
    assert "/webhooks/1001/***/messages/@original" in text


def test_libraries_never_print_whole_bodies(log):
    for name in ("discord.http", "discord.gateway", "aiosqlite", "httpcore.http11"):
        logging.getLogger(name).debug("body: %s", {"prompt": "a private wish"})
    logging.getLogger("bot.engine").debug("ours")
    assert "private" not in log.getvalue()
    assert "ours" in log.getvalue()


def test_values_are_hidden_by_their_name(log):
    logger = structlog.get_logger("bot.test")
    logger.info("accepted", interaction_token="x1", prompt="a private wish", job_id="j-1")
    text = log.getvalue()
    assert "private wish" not in text
    assert "x1" not in text
    assert "j-1" in text


def test_json_lines_are_json(stream):
    configure_logging(level="info", style="json", stream=stream)
    logging.getLogger("bot").warning("hello %s", "you", extra={"job_id": "j"})
    logging.getLogger("httpx").info("HTTP Request: not told")
    (line,) = stream.getvalue().splitlines()
    event = json.loads(line)
    assert (event["event"], event["level"], event["job_id"]) == ("hello you", "warning", "j")


_SECRETS = st.lists(
    st.text(string.ascii_letters + string.digits + "_-.", min_size=6, max_size=40), max_size=4
)


@given(_SECRETS, st.text(max_size=20))
def test_no_known_secret_survives(secrets, between):
    redacted = Redactor(secrets).text(between.join(["", *secrets, ""]))
    assert not [secret for secret in secrets if secret in redacted.replace(MASK, "\n")]


@pytest.mark.parametrize(
    "text",
    [
        "sk-abcdef123456",
        "Authorization: Bearer abcdefgh.ijkl",
        "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789ab",
        "postgresql+psycopg://bot:hunter2hunter@db/inkling",
        "/interactions/99/aW50ZXJhY3Rpb24/callback",
    ],
)
def test_shapes_of_secrets_are_masked(text):
    assert MASK in Redactor(()).text(text)


def test_a_held_log_is_written_in_order_with_the_time_it_was_said(stream):
    configure_logging(level="info", style="json", stream=stream, held=True)
    logging.getLogger("bot").info("first")
    said = datetime.now(UTC)
    assert not stream.getvalue()
    let_go_of_log()
    logging.getLogger("bot").info("second")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], second["event"]) == ("first", "second")
    assert datetime.fromisoformat(first["timestamp"]) <= said <= datetime.fromisoformat(second["timestamp"])


def warn():
    logging.getLogger("bot").warning("why")


def end():
    (only,) = logging.getLogger().handlers
    only.close()


@pytest.mark.parametrize("happens", [warn, end])
def test_a_held_log_lets_no_warning_wait_and_loses_nothing_at_the_end(stream, happens):
    configure_logging(level="info", style="console", stream=stream, held=True)
    logging.getLogger("bot").info("what came before")
    happens()
    assert "what came before" in stream.getvalue()
