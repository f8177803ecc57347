"""What every fault of transport means, on real sockets: above all, whether a submit may have been taken."""

import logging
import socket

import pytest

from bot.domain.errors import GatewayError
from tests.unit.gateways.conftest import KEY
from tests.unit.gateways.servers import FAULTS, broken


@pytest.fixture
def closed_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]


async def failed_submit(wire, timeout=5.0):
    with pytest.raises(GatewayError) as caught:
        await wire.submit("v1/images/generations", {"prompt": "x"}, timeout=timeout)
    return caught.value


async def failed_read(wire):
    with pytest.raises(GatewayError) as caught:
        await wire.read("v1/tasks/1")
    return caught.value


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("close", "answer_lost"),
        ("reset", "answer_lost"),
        ("half", "answer_lost"),
        ("nonsense", "answer_lost"),
        ("bad gzip", "answer_lost"),
        ("silence", "gateway_timeout"),
        ("slow body", "gateway_timeout"),
    ],
)
async def test_a_submit_that_left_may_have_been_taken_and_is_sent_once(open_wire, fault, code):
    async with broken(fault) as (url, read):
        error = await failed_submit(open_wire(url), timeout=0.3)
    assert (error.code, error.maybe_accepted) == (code, True)
    assert len(read) == 1


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{port}", "http://name.invalid", "ftp://127.0.0.1", "no address", "http://[::"]
)
async def test_a_submit_that_never_left_was_not_taken(open_wire, closed_port, url):
    error = await failed_submit(open_wire(url.format(port=closed_port)))
    assert (error.code, error.maybe_accepted) == ("gateway_unreachable", False)


async def test_a_prompt_that_cannot_be_written_was_not_taken(open_wire, script):
    with pytest.raises(GatewayError) as caught:
        await open_wire(script.url).submit("x", {"prompt": "\ud800"}, timeout=5)
    assert (caught.value.code, caught.value.maybe_accepted) == ("invalid_request", False)
    assert script.seen == []


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {"silence", "slow body"}))
async def test_every_fault_of_a_read_is_a_gateway_error(open_wire, fault):
    async with broken(fault) as (url, _):
        error = await failed_read(open_wire(url))
    assert error.code == "answer_lost"


@pytest.mark.parametrize("fault", ["silence", "slow body"])
async def test_a_read_without_an_end_is_cut_off(open_wire, fault, monkeypatch):
    monkeypatch.setattr("bot.gateways.transport.READ_TIMEOUT", 0.2)
    async with broken(fault) as (url, _):
        error = await failed_read(open_wire(url))
    assert error.code == "gateway_timeout"


async def test_a_read_that_reaches_nobody_says_so(open_wire, closed_port):
    error = await failed_read(open_wire(f"http://127.0.0.1:{closed_port}"))
    assert error.code == "gateway_unreachable"


async def test_an_answer_without_an_end_is_refused(open_wire, script, monkeypatch):
    monkeypatch.setattr("bot.gateways.transport.MAX_ANSWER", 1000)
    script.will((200, b" " * 2000))
    assert (await failed_submit(open_wire(script.url))).maybe_accepted


@pytest.mark.parametrize("tail", ["", "/", "//", "/ "])
async def test_the_base_url_may_end_in_a_slash(open_wire, script, tail):
    script.will((200, {}))
    await open_wire(script.url + tail).read("v1/models")
    assert script.seen[0][0].path == "/v1/models"


async def test_submits_come_on_fresh_connections_and_reads_share_one(open_wire, script):
    script.will((200, {}))
    wire = open_wire(script.url)
    for _ in range(3):
        await wire.submit("x", {}, timeout=5)
        await wire.read("x")
    assert len({peer for method, peer in script.peers if method == "POST"}) == 3
    assert len({peer for method, peer in script.peers if method == "GET"}) == 1


async def test_the_key_goes_in_the_header_only(open_wire, script):
    script.will((200, {}))
    await open_wire(script.url).submit("x", {"prompt": "y"}, timeout=5)
    request, body = script.seen[0]
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in str(request.url)
    assert body == {"prompt": "y"}


@pytest.mark.parametrize("fault", ["close", "nonsense", "silence"])
async def test_the_key_is_in_no_error_repr_or_log_line(open_wire, fault, caplog):
    caplog.set_level(logging.DEBUG)
    async with broken(fault) as (url, _):
        wire = open_wire(url)
        error = await failed_submit(wire, timeout=0.3)
    shown = [
        repr(error),
        str(error),
        repr(wire),
        repr(error.__cause__),
        repr(error.__context__),
    ]
    assert not any(KEY in text for text in shown)
    assert KEY not in caplog.text


@pytest.mark.parametrize("key", ["", "two words", "line\nbreak", "schlüssel", "tab\t", "nul\0"])
async def test_a_key_no_header_may_hold_is_an_invalid_key(open_wire, script, key):
    wire = open_wire(script.url, key=key)
    error = await failed_submit(wire)
    assert (error.code, error.maybe_accepted) == ("invalid_api_key", False)
    assert (await failed_read(wire)).code == "invalid_api_key"
    assert script.seen == []
    assert not key or key not in repr(error)


async def test_redirects_are_not_followed_with_the_key(open_wire, script):
    script.will((302, {}, {"Location": "/elsewhere"}))
    wire = open_wire(script.url)
    answer = await wire.read("x")
    assert (answer.status, len(script.seen)) == (302, 1)
    assert wire.refusal(answer).code == "request_refused"


async def test_no_cookie_comes_back(open_wire, script):
    script.will((200, {}, {"Set-Cookie": "session=1"}))
    wire = open_wire(script.url)
    for _ in range(2):
        await wire.read("x")
        await wire.submit("x", {}, timeout=5)
    assert not any("Cookie" in request.headers for request, _ in script.seen)
