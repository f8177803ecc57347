"""Rate limits: buckets, the global limit, scripted answers, the ban counter."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.discord.limits import Limited, Passed, RateLimits, Scope
from sandbox.discord.rules.routes import route_of


@dataclass
class Clock:
    """A clock that a test moves."""

    time: float = 1_000_000.0

    def now(self) -> float:
        return self.time


ROUTES = [
    ("POST", "/channels/{n}/messages", 5, 5.0),
    ("PATCH", "/channels/{n}/messages/7", 5, 5.0),
    ("DELETE", "/channels/{n}/messages/7", 5, 1.0),
    ("PUT", "/channels/{n}/messages/7/reactions/%F0%9F%A6%8A/@me", 1, 0.25),
    ("POST", "/webhooks/1001/token{n}", 5, 2.0),
    ("PATCH", "/webhooks/1001/token{n}/messages/@original", 5, 2.0),
    ("DELETE", "/webhooks/1001/token{n}/messages/77", 5, 2.0),
]


def drain(limits: RateLimits, method: str, path: str) -> int:
    """How many requests pass before the first 429."""
    for count in range(1000):
        if isinstance(limits.take(method, path, token="t"), Limited):
            return count
    raise AssertionError("no limit")


@pytest.mark.parametrize(("method", "path", "limit", "seconds"), ROUTES)
def test_each_resource_has_its_own_window(method: str, path: str, limit: int, seconds: float) -> None:
    clock = Clock()
    limits = RateLimits(clock)
    assert drain(limits, method, path.format(n=1)) == limit
    assert drain(limits, method, path.format(n=2)) == limit
    verdict = limits.take(method, path.format(n=1), token="t")
    assert isinstance(verdict, Limited)
    assert verdict.body == {
        "message": "You are being rate limited.",
        "retry_after": seconds,
        "global": False,
    }
    clock.time += verdict.body["retry_after"]
    assert drain(limits, method, path.format(n=1)) == limit


def test_headers_count_down_to_the_limit() -> None:
    clock = Clock()
    limits = RateLimits(clock)
    path = "/channels/5/messages"
    seen = [limits.take("POST", path, token="t").headers for _ in range(6)]
    assert [each["X-RateLimit-Remaining"] for each in seen] == ["4", "3", "2", "1", "0", "0"]
    assert {each["X-RateLimit-Limit"] for each in seen} == {"5"}
    assert seen[0]["X-RateLimit-Reset-After"] == "5.000"
    assert float(seen[0]["X-RateLimit-Reset"]) == clock.time + 5
    assert seen[5]["Retry-After"] == "5"
    assert seen[5]["X-RateLimit-Scope"] == "user"
    assert seen[5]["Via"]
    assert "Via" not in seen[4]
    other = limits.take("POST", "/channels/6/messages", token="t").headers
    edit = limits.take("PATCH", "/channels/5/messages/1", token="t").headers
    assert other["X-RateLimit-Bucket"] == seen[0]["X-RateLimit-Bucket"]
    assert edit["X-RateLimit-Bucket"] != seen[0]["X-RateLimit-Bucket"]


def test_a_callback_has_no_bucket_and_no_headers() -> None:
    limits = RateLimits(Clock())
    for _ in range(500):
        assert limits.take("POST", "/interactions/12/abc/callback") == Passed({})


def test_bots_do_not_share_a_bucket() -> None:
    limits = RateLimits(Clock())
    assert drain(limits, "POST", "/channels/5/messages") == 5
    assert isinstance(limits.take("POST", "/channels/5/messages", token="other"), Passed)


steps = st.lists(
    st.tuples(st.integers(0, len(ROUTES) - 1), st.integers(0, 1), st.floats(0, 1.5)), min_size=1, max_size=120
)


@given(steps)
def test_no_window_ever_holds_more_than_its_limit(taken: list[tuple[int, int, float]]) -> None:
    clock = Clock()
    limits = RateLimits(clock)
    passed: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for which, resource, pause in taken:
        method, path, limit, seconds = ROUTES[which]
        clock.time += pause
        verdict = limits.take(method, path.format(n=resource), token="t")
        windows = passed.setdefault((which, resource), [])
        open_until = windows[-1][1] if windows else 0.0
        inside = sum(end == open_until for _, end in windows) if clock.time < open_until else 0
        assert isinstance(verdict, Passed) == (inside < limit)
        if isinstance(verdict, Passed):
            windows.append((clock.time, open_until if inside else clock.time + seconds))
    for windows in passed.values():
        assert all(before[1] <= after[0] for before, after in pairwise(windows) if before[1] != after[1])


@given(st.lists(st.floats(0, 0.1), min_size=60, max_size=200))
def test_a_bot_makes_at_most_fifty_requests_in_a_second(pauses: list[float]) -> None:
    clock = Clock()
    limits = RateLimits(clock)
    window, used = 0.0, 0
    for number, pause in enumerate(pauses):
        clock.time += pause
        if clock.time >= window:
            window, used = clock.time + 1.0, 0
        verdict = limits.take("GET", f"/channels/{number}", token="t")
        assert isinstance(verdict, Passed) == (used < 50)
        used += 1
        if isinstance(verdict, Limited):
            assert verdict.body["global"] is True
            assert verdict.headers["X-RateLimit-Global"] == "true"
            assert verdict.headers["X-RateLimit-Scope"] == "global"
            assert "X-RateLimit-Bucket" not in verdict.headers


def test_answers_do_not_count_towards_the_fifty() -> None:
    limits = RateLimits(Clock())
    for number in range(200):
        assert isinstance(limits.take("POST", f"/webhooks/1001/token{number}"), Passed)
        assert isinstance(limits.take("PATCH", f"/webhooks/1001/t{number}/messages/@original"), Passed)
    assert isinstance(limits.take("GET", "/users/@me", token="t"), Passed)


@given(st.floats(0.0001, 4.9999))
def test_who_waits_as_told_is_not_early(elapsed: float) -> None:
    clock = Clock()
    limits = RateLimits(clock)
    drain(limits, "POST", "/channels/5/messages")
    clock.time += elapsed
    verdict = limits.take("POST", "/channels/5/messages", token="t")
    if isinstance(verdict, Limited):
        assert float(verdict.headers["X-RateLimit-Reset-After"]) == verdict.body["retry_after"]
        clock.time += verdict.body["retry_after"]
        verdict = limits.take("POST", "/channels/5/messages", token="t")
    assert isinstance(verdict, Passed)


def test_memory_follows_the_rate_not_the_history() -> None:
    clock = Clock()
    limits = RateLimits(clock)
    for number in range(20_000):
        clock.time += 0.1
        limits.take("POST", f"/webhooks/1001/token{number}")
    assert limits.open_windows() < 2_000


# -- scripted answers


def test_a_script_answers_so_many_times() -> None:
    limits = RateLimits(Clock())
    limits.script("POST", r"/channels/\d+/messages", times=2, retry_after=0.5)
    verdicts = [limits.take("POST", "/channels/5/messages", token="t") for _ in range(3)]
    assert [isinstance(each, Limited) for each in verdicts] == [True, True, False]
    assert verdicts[0].headers["Retry-After"] == "1"
    assert verdicts[2].headers["X-RateLimit-Remaining"] == "4"


def test_a_script_leaves_other_requests_alone() -> None:
    limits = RateLimits(Clock())
    limits.script("POST", "/channels/5/messages", times=1, retry_after=1)
    assert isinstance(limits.take("GET", "/channels/5/messages", token="t"), Passed)
    assert isinstance(limits.take("POST", "/channels/5/messages/9/crosspost", token="t"), Passed)
    assert isinstance(limits.take("POST", "/channels/5/messages", token="t"), Limited)


@pytest.mark.parametrize(
    ("more", "global_", "message"),
    [
        ({"scope": Scope.GLOBAL}, True, "You are being rate limited."),
        ({"scope": "shared"}, False, "The resource is being rate limited."),
        (
            {"code": 30046},
            False,
            "Maximum number of edits to messages older than 1 hour reached. Try again later",
        ),
    ],
)
def test_a_script_may_be_any_kind_of_429(more: dict[str, Any], global_: bool, message: str) -> None:
    limits = RateLimits(Clock())
    limits.script("*", ".*", times=1, retry_after=2.5, **more)
    verdict = limits.take("PATCH", "/channels/5/messages/1", token="t")
    assert isinstance(verdict, Limited)
    assert verdict.body["retry_after"] == 2.5
    assert verdict.body["global"] is global_
    assert verdict.body["message"] == message
    assert verdict.body.get("code") == more.get("code")
    assert verdict.headers["X-RateLimit-Scope"] == more.get("scope", "user")


def test_without_via_it_looks_like_a_ban() -> None:
    limits = RateLimits(Clock())
    limits.script("POST", ".*", times=1, retry_after=1, via=False)
    assert "Via" not in limits.take("POST", "/interactions/1/t/callback").headers


def test_scripts_can_be_forgotten() -> None:
    limits = RateLimits(Clock())
    limits.script("*", ".*", times=5, retry_after=1)
    limits.clear_scripts()
    assert isinstance(limits.take("GET", "/users/@me", token="t"), Passed)


@pytest.mark.parametrize(
    ("more", "error"), [({"times": 0}, ValueError), ({"times": 1, "code": 10008}, KeyError)]
)
def test_a_script_that_makes_no_sense_is_refused(more: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        RateLimits(Clock()).script("GET", ".*", retry_after=1, **more)


# -- the ban counter


def test_ten_thousand_invalid_requests_in_ten_minutes_are_a_ban() -> None:
    clock = Clock()
    limits = RateLimits(clock)
    for _ in range(9_999):
        limits.record(429, scope="user")
    limits.record(200)
    limits.record(404)
    limits.record(429, scope="shared")
    assert (limits.invalid_requests(), limits.banned()) == (9_999, False)
    limits.record(403)
    assert limits.banned()
    limits.record(401)
    clock.time += 599
    assert limits.banned()
    clock.time += 1
    assert (limits.invalid_requests(), limits.banned()) == (0, False)


@pytest.mark.parametrize(("status", "counted"), [(200, 0), (400, 0), (404, 0), (401, 1), (403, 1), (429, 1)])
def test_only_some_refusals_are_invalid_requests(status: int, counted: int) -> None:
    limits = RateLimits(Clock())
    limits.record(status)
    assert limits.invalid_requests() == counted


@pytest.mark.parametrize(
    ("path", "template", "majors"),
    [
        ("/channels/5/messages/6", "/channels/:id/messages/:id", ("5",)),
        ("/guilds/5/members/6", "/guilds/:id/members/:id", ("5",)),
        ("/webhooks/5/abc/messages/@original", "/webhooks/:id/:token/messages/:id", ("5", "abc")),
        ("/webhooks/5/123", "/webhooks/:id/:token", ("5", "123")),
        ("/interactions/5/abc/callback", "/interactions/:id/:token/callback", ("abc",)),
        ("/applications/5/guilds/6/commands", "/applications/:id/guilds/:id/commands", ()),
        ("/channels/5/messages/6/reactions/a/@me", "/channels/:id/messages/:id/reactions/:emoji/@me", ("5",)),
        ("/users/@me", "/users/@me", ()),
    ],
)
def test_ids_are_taken_out_of_a_path(path: str, template: str, majors: tuple[str, ...]) -> None:
    route = route_of("get", path)
    assert (route.method, route.template, route.majors) == ("GET", template, majors)
