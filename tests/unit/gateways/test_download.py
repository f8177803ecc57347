"""Fetching pictures over real sockets: bounds, redirects, lies, and what is left on disk."""

import asyncio
import hashlib
import struct
import zlib
from io import BytesIO

import pytest
from aiohttp import web
from PIL import Image

from bot.domain.errors import GatewayError, ImageRejected
from bot.domain.failure import is_retryable
from bot.domain.outcome import RemoteImage
from bot.gateways.download import Downloader
from tests.unit.gateways.servers import broken


def drawn(kind="PNG", size=(64, 48)):
    buffer = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


def claims(width, height):
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.fixture
async def open_downloader(tls, clock):
    opened = []

    def open_one(**options):
        downloader = Downloader(
            clock=clock, tls=tls, **{"max_bytes": 2**24, "allow_loopback": True, **options}
        )
        opened.append(downloader)
        return downloader

    yield open_one
    for downloader in opened:
        await downloader.close()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "images"


@pytest.fixture
def fetch(open_downloader, folder):
    async def fetch_one(image, **options):
        downloader = open_downloader(**options)
        return await downloader.fetch(image, into=folder, job_id="job", index=0)

    return fetch_one


@pytest.fixture
def refused(fetch, folder):
    """The error of a fetch that leaves nothing behind."""

    async def fetch_one(image, kind=GatewayError, **options):
        with pytest.raises(kind) as caught:
            await fetch(image, **options)
        assert not folder.is_dir() or list(folder.iterdir()) == []
        return caught.value

    return fetch_one


@pytest.mark.parametrize(
    ("kind", "name", "ending"), [("PNG", "png", "png"), ("JPEG", "jpeg", "jpg"), ("WEBP", "webp", "webp")]
)
@pytest.mark.parametrize("mime", ["image/png", "text/html"])
async def test_the_bytes_decide_what_a_picture_is(fetch, script, folder, kind, name, ending, mime):
    content = drawn(kind)
    script.will((200, content, {"Content-Type": mime}))
    image = RemoteImage(url=f"{script.url}/lie.gif", nsfw=True, revised_prompt="better")
    picture = await fetch(image)
    assert (picture.format, picture.path) == (name, f"job-0.{ending}")
    assert (picture.width, picture.height, picture.bytes) == (64, 48, len(content))
    assert picture.sha256 == hashlib.sha256(content).hexdigest()
    assert (picture.nsfw, picture.revised_prompt) == (True, "better")
    assert [path.read_bytes() for path in folder.iterdir()] == [content]


async def test_bytes_in_the_answer_are_stored_like_a_download(fetch, folder):
    content = drawn()
    picture = await fetch(RemoteImage(data=content))
    assert (folder / picture.path).read_bytes() == content


async def test_no_key_and_no_cookie_is_ever_sent(fetch, script):
    script.will((302, b"", {"Location": "/b", "Set-Cookie": "a=b"}), (200, drawn()))
    await fetch(RemoteImage(url=f"{script.url}/a"))
    for request, _ in script.seen:
        assert "Authorization" not in request.headers
        assert "Cookie" not in request.headers


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>not found</html>",
        b"GIF89a" + bytes(100),
        drawn()[:-60],
        drawn("JPEG")[:300],
        drawn("WEBP")[:-40],
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"RIFF\x00\x00\x00\x00WEBP",
    ],
)
async def test_what_is_no_whole_picture_is_rejected(refused, script, content):
    script.will((200, content, {"Content-Type": "image/png"}))
    error = await refused(RemoteImage(url=script.url), ImageRejected)
    assert error.code == "image_invalid"


@pytest.mark.parametrize("side", [6400, 9600, 30000])
async def test_a_bomb_is_not_unpacked(refused, side):
    error = await refused(RemoteImage(data=claims(side, side)), ImageRejected)
    assert error.code == "image_bomb"


async def _endless(request):
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(bytes(10_000))
    except ConnectionError:
        return response


async def test_too_many_bytes_are_not_taken(refused, script):
    for answer in ((200, bytes(5001)), _endless):
        script.will(answer)
        error = await refused(RemoteImage(url=script.url), ImageRejected, max_bytes=5000)
        assert error.code == "image_too_large"
    error = await refused(RemoteImage(data=bytes(5001)), ImageRejected, max_bytes=5000)
    assert error.code == "image_too_large"


@pytest.mark.parametrize("fault", ["close", "reset", "half", "nonsense", "slow body", "silence"])
async def test_a_broken_transfer_may_be_tried_again(refused, fault):
    async with broken(fault) as (url, _):
        error = await refused(RemoteImage(url=url), total_timeout=0.3)
    assert error.code == "download_failed"
    assert is_retryable(error)


@pytest.mark.parametrize("status", [403, 410, 500, 502])
async def test_a_refused_transfer_may_be_tried_again(refused, script, status):
    script.will((status, b"<html>"))
    error = await refused(RemoteImage(url=script.url))
    assert (error.code, error.http_status, is_retryable(error)) == ("download_failed", status, True)


async def test_a_limit_tells_how_long_to_wait(refused, script):
    script.will((429, b"", {"Retry-After": "9"}))
    error = await refused(RemoteImage(url=script.url))
    assert (error.code, error.retry_after) == ("download_failed", 9.0)


async def test_a_file_that_is_not_there_yet_is_waited_for(fetch, script, clock):
    script.will((404, b""), (404, b""), (200, drawn()))
    await fetch(RemoteImage(url=script.url))
    assert clock.slept == [0.5, 1.0]


async def test_a_file_that_never_comes_is_not_found(refused, script, clock):
    script.will((404, b""))
    error = await refused(RemoteImage(url=script.url))
    assert error.code == "file_not_found"
    assert clock.slept == [0.5, 1.0, 2.0]


async def test_redirects_are_followed_one_by_one(fetch, script):
    script.will((301, b"", {"Location": "b"}), (307, b"", {"Location": "/c?d=1"}), (200, drawn()))
    await fetch(RemoteImage(url=f"{script.url}/x/a"))
    assert [request.path_qs for request, _ in script.seen] == ["/x/a", "/x/b", "/c?d=1"]


@pytest.mark.parametrize(
    "location",
    ["http://10.0.0.1/a", "https://10.0.0.1/a", "file:///etc/passwd", "http://u:p@127.0.0.1/", "http://["],
)
async def test_no_redirect_leads_where_nothing_may_be_fetched(refused, script, location):
    script.will((302, b"", {"Location": location}))
    error = await refused(RemoteImage(url=script.url))
    assert error.code == "download_failed"
    assert len(script.seen) == 1


async def test_redirects_have_an_end(refused, script):
    script.will((302, b"", {"Location": "/again"}))
    error = await refused(RemoteImage(url=script.url))
    assert (error.code, is_retryable(error), len(script.seen)) == ("download_failed", False, 6)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_loopback_is_refused_unless_configured(refused, script, scheme, host):
    """`localhost` is a name: the address it resolves to is what counts."""
    script.will((200, drawn()))
    port = script.url.rpartition(":")[2]
    error = await refused(RemoteImage(url=f"{scheme}://{host}:{port}/a.png"), allow_loopback=False)
    assert (error.code, is_retryable(error)) == ("download_failed", False)
    assert script.seen == []


@pytest.mark.parametrize(
    "url", ["http://example.com/a.png", "ftp://127.0.0.1/a", "https://u:p@example.com/a", ""]
)
async def test_only_https_without_credentials_is_fetched(refused, url):
    error = await refused(RemoteImage(url=url))
    assert (error.code, is_retryable(error)) == ("download_failed", False)


async def test_signed_addresses_stay_out_of_errors(refused):
    async with broken("close") as (url, _):
        error = await refused(RemoteImage(url=f"{url}/a?signature=secret"))
    assert "secret" not in repr(error) + str(error)


async def test_a_full_disk_is_told(fetch, folder):
    folder.mkdir()
    (folder / ".job-0.part").symlink_to("/dev/full")
    with pytest.raises(ImageRejected) as caught:
        await fetch(RemoteImage(data=drawn()))
    assert caught.value.code == "disk_full"
    assert list(folder.iterdir()) == []


async def test_a_folder_that_cannot_be_made_is_told(fetch, folder):
    folder.write_text("in the way")
    with pytest.raises(ImageRejected) as caught:
        await fetch(RemoteImage(data=drawn()))
    assert caught.value.code == "disk_full"


async def test_what_an_interrupted_attempt_left_is_overwritten(fetch, folder):
    folder.mkdir()
    (folder / ".job-0.part").write_bytes(bytes(100_000))
    content = drawn()
    picture = await fetch(RemoteImage(data=content))
    assert [path.name for path in folder.iterdir()] == [picture.path]
    assert (folder / picture.path).read_bytes() == content


async def test_a_cancelled_fetch_leaves_nothing(fetch, folder, script):
    begun, over = asyncio.Event(), asyncio.Event()

    async def stall(request):
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(drawn()[:100])
        begun.set()
        await over.wait()
        return response

    script.will(stall)
    task = asyncio.create_task(fetch(RemoteImage(url=script.url)))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert list(folder.iterdir()) == []
    over.set()
