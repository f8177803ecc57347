"""The log tells what happened and never a secret."""

import io
import json
import logging
import string

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.ops.log import configure_logging
from bot.ops.redact import MASK, Redactor

KEY = "ooq_live_0123456789"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5.abc-def_ghi"


@pytest.fixture(params=["console", "json"])
def log(request):
    """A configured log and what it has written."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging(level="debug", style=request.param, secrets=[KEY, "", "ab"], stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


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


def test_json_lines_are_json():
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    configure_logging(level="info", style="json", stream=stream)
    try:
        logging.getLogger("bot").warning("hello %s", "you", extra={"job_id": "j"})
        logging.getLogger("httpx").info("HTTP Request: not told")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        structlog.reset_defaults()
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
