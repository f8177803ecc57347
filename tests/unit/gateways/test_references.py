"""Reference pictures on disk: whole, under their own digest, and gone a day after nobody needs them."""

import asyncio
import hashlib
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import GatewayError, ImageRejected, ReferenceFault, ReferenceRejected
from bot.gateways.download import Downloader
from bot.gateways.intake import Intake
from bot.gateways.prepare import prepare
from bot.gateways.references import GRACE, References
from tests.unit.gateways.clocks import StillClock
from tests.unit.gateways.pictures import claiming, half_and_half

DAY = GRACE / 1000


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "references"


@pytest.fixture
def references(folder, clock):
    return References(folder, clock=clock)


class MovingClock(StillClock):
    def pass_(self, seconds):
        self._wall_ms += round(seconds * 1000)


@pytest.fixture
def clock():
    return MovingClock()


def nobody(*names):
    async def in_use():
        return set(names)

    return in_use


async def test_a_picture_is_read_as_it_was_kept_whoever_asks(references, folder, clock):
    name = await references.keep(b"a picture")
    assert name == hashlib.sha256(b"a picture").hexdigest()
    assert await References(folder, clock=clock).read(name) == b"a picture"
    assert [path.name for path in folder.iterdir()] == [name]


async def test_the_same_picture_is_kept_once(references, folder):
    names = await asyncio.gather(*(references.keep(b"a picture") for _ in range(5)))
    assert len(set(names)) == len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("content", [b"another", b""])
async def test_what_is_not_what_it_was_is_not_sent_and_mended_by_the_next(references, folder, content):
    name = await references.keep(b"a picture")
    (folder / name).write_bytes(content)
    with pytest.raises(GatewayError) as caught:
        await references.read(name)
    assert (caught.value.code, caught.value.maybe_accepted) == ("reference_lost", False)
    await references.keep(b"a picture")
    assert await references.read(name) == b"a picture"


async def test_a_full_disk_leaves_nothing(references, folder):
    folder.mkdir()
    name = hashlib.sha256(b"a picture").hexdigest()
    (folder / f".{name}.part").symlink_to("/dev/full")
    with pytest.raises(ImageRejected) as caught:
        await references.keep(b"a picture")
    assert caught.value.code == "disk_full"
    assert list(folder.iterdir()) == []


async def test_only_what_is_old_and_unused_is_swept(references, folder, clock):
    used, unused = await references.keep(b"used"), await references.keep(b"unused")
    clock.pass_(DAY - 1)
    fresh = await references.keep(b"fresh")
    assert await references.sweep(nobody()) == 0
    clock.pass_(1)
    assert await references.sweep(nobody(used)) == 1
    assert {path.name for path in folder.iterdir()} == {used, fresh}
    with pytest.raises(GatewayError):
        await references.read(unused)


async def test_a_picture_that_is_given_again_starts_its_day_anew(references, clock):
    await references.keep(b"a picture")
    clock.pass_(DAY)
    name = await references.keep(b"a picture")
    assert await references.sweep(nobody()) == 0
    assert await references.read(name) == b"a picture"


async def test_a_picture_kept_while_others_are_swept_stays(references, clock):
    """Who asks for it anew waits for the sweep, and finds it or writes it."""
    name = await references.keep(b"a picture")
    clock.pass_(DAY)
    keeping = []

    async def in_use():
        keeping.append(asyncio.create_task(references.keep(b"a picture")))
        await asyncio.sleep(0)
        return set()

    assert await references.sweep(in_use) == 1
    await keeping[0]
    assert await references.read(name) == b"a picture"


async def test_what_an_interrupted_attempt_left_is_swept(references, folder, clock):
    folder.mkdir()
    (folder / ".incoming-0.part").write_bytes(b"half")
    now = clock.wall_ms() - GRACE
    os.utime(folder / ".incoming-0.part", ns=(now * 10**6, now * 10**6))
    assert await references.sweep(nobody()) == 1
    assert list(folder.iterdir()) == []


async def test_the_jobs_are_asked_only_when_something_is_old(references):
    async def unasked():
        raise AssertionError

    assert await references.sweep(unasked) == 0
    await references.keep(b"a picture")
    assert await references.sweep(unasked) == 0


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.binary(min_size=1, max_size=3), st.integers(0, 3), st.booleans())))
def test_nothing_needed_is_ever_swept(tmp_path_factory, kept):
    async def check():
        clock = MovingClock()
        references = References(tmp_path_factory.mktemp("references"), clock=clock)
        used, last = set(), {}
        for content, days, is_used in kept:
            clock.pass_(days * DAY / 2)
            name = await references.keep(content)
            last[name] = clock.wall_ms()
            used |= {name} if is_used else set()
        await references.sweep(nobody(*used))
        for name, at in last.items():
            is_there = (references.folder / name).exists()
            assert is_there == (name in used or at > clock.wall_ms() - GRACE)

    asyncio.run(check())


@pytest.fixture
async def intake(references, tls, clock):
    downloader = Downloader(clock=clock, tls=tls, allow_loopback=True, max_bytes=5000, not_there_yet=())
    yield Intake(references=references, downloader=downloader)
    await downloader.close()


async def test_a_picture_is_taken_from_either_place(intake, references, script, tmp_path):
    given = half_and_half("PNG")
    (tmp_path / "me.png").write_bytes(given)
    script.will((200, given))
    from_discord = await intake.from_url(f"{script.url}/me.png?ex=1", name="me.png")
    assert from_discord == await intake.from_file(tmp_path / "me.png")
    assert await references.read(from_discord) == prepare(tmp_path / "me.png", name="")
    assert [path.name for path in references.folder.iterdir()] == [from_discord]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((404, b""), ReferenceFault.UNREACHABLE),
        ((500, b""), ReferenceFault.UNREACHABLE),
        ((302, b"", {"Location": "http://10.0.0.1/secret"}), ReferenceFault.UNREACHABLE),
        ((200, bytes(5001)), ReferenceFault.TOO_LARGE),
        ((200, b""), ReferenceFault.EMPTY),
        ((200, b"not a picture"), ReferenceFault.NO_PICTURE),
        ((200, claiming(30_000, 30_000)), ReferenceFault.TOO_MANY_PIXELS),
    ],
)
async def test_of_what_is_not_taken_nothing_is_left(intake, references, script, clock, answer, fault):
    script.will(answer)
    with pytest.raises(ReferenceRejected) as caught:
        await intake.from_url(script.url, name="me.png")
    assert (caught.value.name, caught.value.fault) == ("me.png", fault)
    assert list(references.folder.iterdir()) == []
    assert len(script.seen) == 1
    assert clock.slept == []


async def test_a_file_that_is_not_there_is_told(intake, tmp_path):
    with pytest.raises(ReferenceRejected) as caught:
        await intake.from_file(tmp_path / "gone.png")
    assert (caught.value.name, caught.value.fault) == ("gone.png", ReferenceFault.UNREACHABLE)


async def test_an_address_of_this_network_is_not_fetched(references, tls, clock, script):
    downloader = Downloader(clock=clock, tls=tls, max_bytes=5000)
    with pytest.raises(ReferenceRejected) as caught:
        await Intake(references=references, downloader=downloader).from_url(script.url, name="me.png")
    await downloader.close()
    assert caught.value.fault is ReferenceFault.UNREACHABLE
    assert script.seen == []
