"""The stand-in's own decisions, without a socket."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.discord.blobs import Blobs, Upload
from sandbox.discord.changes import Changes
from sandbox.discord.clock import Clock
from sandbox.discord.compose import Draft, draft, mentioned
from sandbox.discord.messages import walk
from sandbox.discord.sessions import Sessions
from sandbox.discord.snowflake import Snowflakes, shard_of

_TEXT = st.fixed_dictionaries(
    {"type": st.just(10), "content": st.text(min_size=1)}, optional={"id": st.integers(1, 9)}
)
_TREE = st.recursive(
    _TEXT,
    lambda inner: st.fixed_dictionaries({"type": st.just(17), "components": st.lists(inner, max_size=4)}),
)


def _blobs() -> Blobs:
    clock = Clock(lambda: 1_700_000_000.0)
    return Blobs(clock, Snowflakes(clock))


def _draft(body: dict[str, Any], before: Draft | None = None, **uploads: bytes) -> Draft:
    files = {int(key[1:]): Upload(f"{key}.png", "image/png", data) for key, data in uploads.items()}
    return draft(body, files, blobs=_blobs(), channel_id="1", before=before)


@given(st.lists(st.floats(1.5e9, 2e9)))
def test_ids_only_grow_even_when_the_clock_goes_back(times: list[float]) -> None:
    moments = iter(times)
    ids = Snowflakes(Clock(lambda: next(moments)))
    made = [int(ids.take()) for _ in times]
    assert made == sorted(set(made))


@given(st.integers(0, 2**63), st.integers(1, 64))
def test_every_guild_has_one_shard(guild: int, shards: int) -> None:
    assert 0 <= shard_of(str(guild), shards) < shards


@given(st.lists(_TREE, max_size=5))
def test_every_component_gets_an_id_and_keeps_the_one_it_has(tree: list[dict[str, Any]]) -> None:
    made = _draft({"components": tree}).components
    before, after = list(walk(tree)), list(walk(made))
    assert all(new["id"] == old.get("id", new["id"]) for old, new in zip(before, after, strict=True))
    given_ids = {part["id"] for part in before if "id" in part}
    fresh = [new["id"] for old, new in zip(before, after, strict=True) if "id" not in old]
    assert len(set(fresh)) == len(fresh)
    assert not given_ids & set(fresh)
    assert _draft({"components": made}).components == made


@given(st.sets(st.integers(0, 9)), st.data())
def test_an_edit_keeps_exactly_the_attachments_it_lists(numbers: set[int], data: st.DataObject) -> None:
    first = _draft({}, None, **{f"f{number}": b"x" for number in numbers})
    kept = data.draw(st.sets(st.sampled_from(sorted(first.files)))) if first.files else set()
    listed = _draft({"attachments": [{"id": one} for one in kept]}, first)
    assert set(listed.files) == kept
    assert set(_draft({"content": "x"}, first).files) == set(first.files)


@given(st.lists(st.integers(1, 9)), st.lists(st.integers(1, 9)))
def test_only_allowed_people_are_notified(named: list[int], allowed: list[int]) -> None:
    text = " ".join(f"<@{one}>" for one in named)
    assert mentioned(text, None) == {str(one) for one in named}
    assert mentioned(text, {"parse": []}) == set()
    assert mentioned(text, {"parse": [], "users": allowed}) == {str(one) for one in {*named} & {*allowed}}


class _Socket:
    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []

    def send(self, payload: dict[str, Any]) -> None:
        self.got.append(payload)


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_session_can_be_resumed_from_any_event_it_has_sent(sent: int, seq: int) -> None:
    sessions = Sessions(Clock(lambda: 0.0), Changes())
    session = sessions.begin(_Socket(), shard=0, shards=1, intents=0)
    for number in range(sent):
        sessions.dispatch("EVENT", {"number": number}, guild_id=None)
    assert (sessions.resume(session.id, seq) is session) == (seq <= sent)
    assert [event["s"] for event in session.sent] == list(range(1, sent + 1))


def test_a_session_ends_some_minutes_after_its_socket_went() -> None:
    clock = Clock(lambda: 0.0)
    sessions, socket = Sessions(clock, Changes()), _Socket()
    session = sessions.begin(socket, shard=0, shards=1, intents=0)
    sessions.lost(session, socket)
    clock.advance(179)
    assert sessions.resume(session.id, 0) is session
    clock.advance(2)
    assert sessions.resume(session.id, 0) is None
