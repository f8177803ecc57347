"""Every code, refusal and state has words of its own that fit where they are shown."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import words
from bot.chat.i18n import number
from bot.chat.words.lists import joined
from bot.domain import errors
from bot.domain.failure import DOCUMENTED, KINDS, Category, trouble_of
from bot.domain.job import JobState
from bot.domain.quota import Bucket, Limit, Measure, Scope, Standing
from bot.domain.reference import MAX_BYTES
from bot.engine.front import Progress

_LIMIT = Limit(bucket=Bucket(Scope.MEMBER, 1, 7), measure=Measure.WAITING, amount=2, rule=None)
_RESETS = int(datetime(2026, 7, 30, tzinfo=UTC).timestamp() * 1000)


def test_every_code_has_words_and_no_words_are_left_over():
    assert set(words.FAILURES) == set(KINDS)
    assert len(DOCUMENTED) == 31


def test_no_two_codes_say_the_same():
    happened = [words.failure(code).happened for code in words.FAILURES]
    assert len(set(happened)) == len(happened)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_failure_words_say_what_happened_what_it_cost_and_what_next(code):
    entry = words.failure(code)
    for part in (entry.happened, entry.charged, entry.next):
        assert part[0].isupper()
        assert part.endswith(".")
        assert len(part) <= 200
        assert not re.search(r"https?:|@|\b[a-z]+_[a-z]+\b", part), "no addresses, mentions or raw codes"
    assert ("charged" in entry.charged) or ("credits" in entry.charged)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_try_again_is_offered_exactly_where_it_is_spoken_of(code):
    entry = words.failure(code)
    assert ("**Try again**" not in entry.next) or entry.again
    if KINDS[code].retryable:
        assert entry.again


@pytest.mark.parametrize(
    "code", [c for c, k in KINDS.items() if k.category in (Category.AUTH, Category.BILLING)]
)
def test_the_operators_trouble_is_not_blamed_on_the_member(code):
    entry = words.failure(code)
    assert "nothing you did" in entry.next
    assert not entry.again
    assert "key" in entry.happened or "money" in entry.happened


@pytest.mark.parametrize("code", sorted(KINDS))
def test_members_read_that_the_operator_knows_only_where_the_operator_must_act(code):
    plain, known = words.failure(code), words.failure(code, operator_knows=True)
    must_act = trouble_of(code, gateway="g", model="m") is not None
    assert ("has been told" in known.next) is must_act
    assert must_act or known == plain


@pytest.mark.parametrize(("told", "said"), [(True, "have been told"), (False, "can raise it")])
def test_a_spent_budget_says_that_the_operator_knows_only_if_so(told, said):
    error = errors.BudgetSpent(available=("two", "three"), told=told, resets_at=_RESETS)
    assert said in words.refusal(error)
    assert "`two` or `three`" in words.refusal(error)
    assert f"<t:{_RESETS // 1000}:R>" in words.refusal(error)


def test_an_unknown_code_still_has_words():
    assert words.failure("brand_new_code").happened
    assert words.failure(None) == words.failure("brand_new_code")


_BUCKETS = (Scope.CEILING, Scope.GUILD, Scope.CHANNEL, Scope.MEMBER, Scope.USER)


def _exceeded(
    scope: Scope, *, used: int, limit: int, price: int, measure: Measure = Measure.CREDITS_DAY
) -> errors.QuotaExceeded:
    bucket = Bucket(scope, 1, 7)
    standing = Standing(bucket=bucket, measure=measure, used=used, limit=limit, resets_at=_RESETS)
    return errors.QuotaExceeded(standing=standing, price=price)


_REFUSALS = [
    errors.PromptBlank(),
    errors.PromptTooLong(length=6000, limit=4000),
    errors.UnknownModel(model="old`model", available=("one", "two")),
    errors.UnknownModel(model="any", available=()),
    errors.UnsupportedOption(model="one", option="aspect_ratio", value="4:5", allowed=("1:1", "16:9")),
    errors.UnsupportedOption(model="one", option="watermark", value="true", allowed=()),
    errors.TooManyReferences(model="one", given=1, limit=0, takers=("two", "three")),
    errors.TooManyReferences(model="one", given=4, limit=2, takers=("two",)),
    errors.TooManyReferences(model="one", given=4, limit=1, takers=()),
    *(errors.ReferenceRejected("holi`day.png", fault) for fault in errors.ReferenceFault),
    *(_exceeded(scope, used=100, limit=100, price=20) for scope in _BUCKETS),
    _exceeded(Scope.GUILD, used=90, limit=100, price=20),
    _exceeded(Scope.USER, used=0, limit=0, price=1),
    _exceeded(Scope.MEMBER, used=90, limit=100, price=20, measure=Measure.CREDITS_MONTH),
    errors.CooldownActive(until=_RESETS, limit=_LIMIT),
    errors.QueueFull(waiting=2, limit=_LIMIT),
    errors.TooManyJobs(open_jobs=3, limit=3),
    errors.MissingPermissions(permissions=("attach_files",)),
    errors.MissingPermissions(permissions=("view_channel", "send_messages", "attach_files")),
    errors.NotAnImageChannel(()),
    errors.NotAnImageChannel((11, 12)),
    errors.NotAnImageChannel((11,)),
    errors.NotAnImageChannel(tuple(range(11, 30))),
    errors.ModelNotAllowed("one", ("two", "three")),
    errors.AboveHighest("quality", "high", "low"),
    errors.QuietNow(_RESETS),
    errors.SlowedDown(_RESETS),
    *(
        errors.SettingInvalid("slow_mode", "so`on", fault, limit=86_400, allowed=("low", "high"))
        for fault in errors.SettingFault
    ),
    errors.Paused(message=""),
    errors.Paused(message="The image service\nmoves house. Back at six."),
    errors.InMaintenance(),
    errors.GuildNotServed(blocked=False, reason=""),
    errors.GuildNotServed(blocked=True, reason="Pictures were sold on"),
    errors.ModelOff(model="one", available=("two",)),
    errors.ModelOff(model="one", available=()),
    errors.BudgetSpent(available=("two",), told=True, resets_at=_RESETS),
    errors.BudgetSpent(available=(), told=False, resets_at=_RESETS),
    *(errors.SearchRefused(fault, "next `Monday`") for fault in errors.SearchFault),
    *(errors.AmountRefused(fault, "so`on", 1_000_000_000) for fault in errors.AmountFault),
    *(errors.AppealRefused(fault) for fault in errors.AppealFault),
    *(errors.PresetRefused(fault, "sketch") for fault in errors.PresetFault),
    errors.Draining(),
    errors.DatabaseUnavailable(reason="disk full"),
    errors.DatabaseBusy(path="/secret/place"),
]


@pytest.mark.parametrize("error", _REFUSALS, ids=lambda error: type(error).__name__)
def test_every_refusal_is_one_short_answer(error):
    said = words.refusal(error)
    assert 20 < len(said) <= 400
    assert "/secret" not in said


def test_a_refusal_by_quota_names_the_rule_the_use_and_the_reset():
    said = words.refusal(_exceeded(Scope.GUILD, used=90, limit=100, price=20))
    assert "20 credits" in said
    assert "10 left" in said
    assert "90 of 100" in said
    assert f"<t:{_RESETS // 1000}:R>" in said
    assert "this server" in said


def test_what_costs_more_than_a_whole_day_is_not_put_off_to_tomorrow():
    said = words.refusal(_exceeded(Scope.MEMBER, used=3, limit=10, price=16))
    for part in ("16 credits", "you have 10 for a whole day", "3 used", f"<t:{_RESETS // 1000}:R>"):
        assert part in said
    assert "Not yet" not in said


def test_who_asks_in_the_wrong_channel_is_told_a_few_right_ones():
    said = words.refusal(errors.NotAnImageChannel(tuple(range(11, 30))))
    assert said.count("<#") == 5
    assert "14 others" in said
    assert "<#11> or <#12>" in words.refusal(errors.NotAnImageChannel((11, 12)))


@pytest.mark.parametrize("error", [errors.QuietNow(_RESETS), errors.SlowedDown(_RESETS)])
def test_who_asks_too_soon_is_told_when(error):
    assert f"<t:{_RESETS // 1000}:R>" in words.refusal(error)


def test_every_fault_of_a_decision_has_words_of_its_own():
    told = {
        words.refusal(errors.SettingInvalid("x", "so`on", fault, limit=7200, allowed=("low", "high")))
        for fault in errors.SettingFault
    }
    assert len(told) == len(errors.SettingFault)
    assert all("Nothing was changed." in said and "so`on" not in said for said in told)


def test_an_unsupported_option_is_told_with_what_is_supported():
    said = words.refusal(
        errors.UnsupportedOption(model="one", option="output_format", value="g`if", allowed=("png", "webp"))
    )
    assert "`g'if`" in said
    assert "`png` and `webp`" in said
    assert "format" in said


def test_a_missing_permission_is_named_as_discord_names_it():
    said = words.refusal(errors.MissingPermissions(permissions=("send_messages_in_threads", "attach_files")))
    assert "**Send Messages in Threads** and **Attach Files**" in said


@given(st.lists(st.text(min_size=1, max_size=30), max_size=200))
def test_a_long_list_of_choices_stays_readable(names):
    said = words.refusal(errors.UnknownModel(model="x" * 500, available=tuple(names)))
    assert len(said) <= 1000


@pytest.mark.parametrize("state", JobState)
@pytest.mark.parametrize("painting", [False, True])
def test_every_state_has_a_headline(state, painting):
    said = words.status.headline(state, Progress(painting=painting))
    assert 0 < len(said) <= 60


@pytest.mark.parametrize("position", [None, 0, -1])
def test_no_queue_number_is_made_up(position):
    assert not re.search(r"\d", words.status.queued(position))


@given(st.integers(2, 10**6))
def test_a_queue_number_is_shown_as_it_is(position):
    assert number(position) in words.status.queued(position)


@given(st.floats(0, 10**7), st.floats(1, 10**4))
def test_patience_only_after_the_usual_time(elapsed, usual):
    said = words.status.patience(elapsed, usual)
    assert bool(said) == (elapsed >= 1.5 * usual)


@given(st.lists(st.text(max_size=300), max_size=60), st.integers(60, 4000))
def test_joined_lines_fit_and_say_how_many_are_missing(lines, limit):
    said = joined(lines, limit)
    assert len(said) <= limit
    if said != "\n".join(lines):
        assert said.endswith("more")


@pytest.mark.parametrize(
    ("limit", "takers", "said"),
    [
        (0, ("two", "three"), "`one` takes no pictures to go by. Pick `two` or `three` as model for that"),
        (1, ("two",), "`one` takes 1 picture to go by at most. Pick `two`"),
        (2, (), "`one` takes 2 pictures to go by at most. No model here takes 4 pictures."),
    ],
)
def test_too_many_references_are_told_with_the_models_that_take_them(limit, takers, said):
    error = errors.TooManyReferences(model="one", given=4, limit=limit, takers=takers)
    assert said in words.refusal(error)


def test_every_fault_of_a_reference_names_the_file_and_has_words_of_its_own():
    told = {words.refusal(errors.ReferenceRejected("a`b.png", fault)) for fault in errors.ReferenceFault}
    assert len(told) == len(errors.ReferenceFault)
    assert all("`a'b.png`" in said and "Nothing was charged." in said for said in told)
    assert f"{MAX_BYTES // 2**20} MB" in words.prompts.REFERENCE
