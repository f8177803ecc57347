"""What can be decided about handing over without Discord: ways, ladder, names, meanings of refusals."""

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.delivery import Way, open_paths
from bot.chat.origin import TOKEN_LIFE_MS, TOKEN_MARGIN_MS, token_lives
from bot.chat.upload import Rung, is_result, marker, prepare
from bot.chat.wire import UploadTooLarge, jump_link, nonce_of, told_apart
from bot.domain.errors import DeliveryRefused
from tests.unit.chat.samples import JOB_ID, NOW_MS, a_job, a_picture, an_origin

DEAD = NOW_MS + TOKEN_LIFE_MS


@pytest.mark.parametrize(
    ("origin", "now_ms", "paths"),
    [
        (an_origin(), NOW_MS, ("original", "channel", "dm")),
        (an_origin(), DEAD, ("channel", "dm")),
        # A direct conversation is the channel.
        (an_origin(guild_id=None), NOW_MS, ("original", "channel")),
        (an_origin(guild_id=None), DEAD, ("channel",)),
        # Only the reader's app is there, not the bot.
        (an_origin(can_post=False), NOW_MS, ("original", "dm")),
        (an_origin(can_post=False, guild_id=None), DEAD, ("dm",)),
        # The token was forgotten, as after the end of a job.
        (an_origin(interaction_token=None), NOW_MS, ("channel", "dm")),
    ],
)
def test_the_ways_that_can_work_now(origin, now_ms, paths):
    links = tuple(f"{path}_link" for path in paths)
    assert open_paths(a_job(origin=origin), now_ms) == (*paths, *links)
    assert [Way(link).place for link in links] == list(paths)


@given(st.integers(0, 2 * TOKEN_LIFE_MS))
def test_a_token_is_not_relied_on_in_its_last_minute(age):
    origin = an_origin(token_expires_at=NOW_MS + TOKEN_LIFE_MS)
    assert token_lives(origin, NOW_MS + age) == (age < TOKEN_LIFE_MS - TOKEN_MARGIN_MS)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_the_ladder_goes_down_and_ends(limit, largest):
    rung: Rung | None = Rung(limit, 10)
    limits, at_once = [], []
    while rung is not None:
        limits.append(rung.limit)
        at_once.append(rung.at_once)
        rung = rung.below(min(largest, rung.limit))
    assert len(limits) <= 6
    assert limits == sorted(limits, reverse=True)
    assert limits[1] <= min(limit, largest) // 2
    assert at_once == [10, 10, 1, 1, 1, 1]


@given(st.integers(0, 20), st.booleans(), st.booleans())
def test_a_result_is_found_again_by_the_name_of_its_first_picture(index, hidden, in_gallery):
    name = f"{'SPOILER_' if hidden else ''}{marker(JOB_ID, index)}.webp"
    address = f"https://cdn.discordapp.com/attachments/1/2/{name}?ex=1&is=2&hm=3"
    names = ["cat.png"] if in_gallery else ["cat.png", name]
    gallery: Any = {"type": 12, "items": [{"media": {"url": address}}]}
    container: Any = {"type": 17, "components": [gallery]}
    components = [discord.components._component_factory(container)]
    message: Any = SimpleNamespace(
        attachments=[SimpleNamespace(filename=each) for each in names],
        components=components if in_gallery else [],
    )
    assert is_result(message, JOB_ID) == (index == 0)
    assert not is_result(message, JOB_ID[:-1])


@pytest.mark.parametrize(("job_id", "found"), [(JOB_ID, True), ("another", False)])
def test_a_result_without_a_picture_is_found_again_by_its_button(job_id, found):
    button: Any = {"type": 2, "style": 2, "label": "x", "custom_id": f"job:withheld:{job_id}"}
    container: Any = {"type": 17, "components": [{"type": 1, "components": [button]}]}
    message: Any = SimpleNamespace(
        attachments=[], components=[discord.components._component_factory(container)]
    )
    assert is_result(message, JOB_ID) == found


async def test_the_first_picture_that_came_is_the_one_that_is_looked_for(tmp_path):
    pictures = [a_picture(index) for index in (1, 3)]
    for picture in pictures:
        (tmp_path / picture.path).write_bytes(b"x" * picture.bytes)
    uploads = await prepare(a_job(), pictures, folder=tmp_path, limit=1000, hides=lambda _: False)
    assert [upload.shown.filename for upload in uploads] == [f"{JOB_ID}-0.png", f"{JOB_ID}-1.png"]


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_nonce_is_short_and_tells_messages_of_one_job_apart(job_id, part, other):
    nonce = nonce_of(job_id, part)
    assert 0 < len(nonce) <= 25
    assert nonce == nonce_of(job_id, part)
    assert (nonce == nonce_of(job_id, other)) == (part == other)


def _refused(status: int, code: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="no")
    return discord.HTTPException(response, {"code": code, "message": "secret-token"})


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (401, 50027, "token_expired"),
        (404, 10008, "unknown_message"),
        (404, 10003, "unknown_channel"),
        (404, 10015, "unknown_webhook"),
        (404, 10062, "unknown_interaction"),
        (403, 50001, "missing_access"),
        (403, 50013, "missing_permissions"),
        (403, 50007, "closed_dm"),
        (429, 30046, "too_many_edits"),
        (400, 50035, "http_400_50035"),
    ],
)
def test_what_is_closed_for_good(status, code, reason):
    with pytest.raises(DeliveryRefused) as refused, told_apart():
        raise _refused(status, code)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "error",
    [
        _refused(500, 0),
        _refused(503, 130000),
        _refused(429, 0),
        _refused(401, 0),
        _refused(403, 0),
        _refused(408, 0),
        discord.RateLimited(300.0),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError("https://discord.com/webhooks/1/secret-token"),
    ],
    ids=repr,
)
def test_what_may_work_later_says_so_without_secrets(error):
    with pytest.raises(ConnectionError) as later, told_apart():
        raise error
    assert "secret" not in str(later.value)


@pytest.mark.parametrize(("status", "code"), [(413, 40005), (400, 40005), (413, 0)])
def test_what_is_too_large(status, code):
    with pytest.raises(UploadTooLarge), told_apart():
        raise _refused(status, code)


def test_a_link_to_a_direct_message_has_no_guild():
    assert jump_link(None, 5, 6) == "https://discord.com/channels/@me/5/6"
    assert jump_link(4, 5, 6) == "https://discord.com/channels/4/5/6"
