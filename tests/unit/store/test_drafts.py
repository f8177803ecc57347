"""Requests between two presses come back as they were put down, for a day, and keep their pictures."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.reference import FileLink, Painted
from bot.domain.request import ImageRequest
from bot.store.drafts import Draft
from tests.unit.store.kit import Kit
from tests.unit.store.past import rows

DAY = 86_400_000
_files = st.lists(
    st.builds(Painted, st.text())
    | st.builds(FileLink, st.text(), st.none() | st.integers(0, 2**40), st.text()),
    max_size=4,
).map(tuple)
_requests = st.builds(
    ImageRequest,
    prompt=st.text(),
    model=st.sampled_from(["", "gpt-image-2"]),
    quality=st.none() | st.just("high"),
    references=st.lists(st.text(), max_size=2).map(tuple),
)
_drafts = st.builds(
    Draft,
    user_id=st.just(7),
    request=_requests,
    private=st.booleans(),
    retry_of=st.none() | st.text(),
    files=_files,
    preset=st.none() | st.text(),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_drafts)
async def test_a_draft_comes_back_as_it_was(kit: Kit, draft: Draft) -> None:
    draft_id = kit._ids.job_id()
    await kit.store.drafts.keep(draft_id, draft)
    assert await kit.store.drafts.get(draft_id, user_id=7) == draft
    assert await kit.store.drafts.get(draft_id, user_id=8) is None
    assert set(draft.request.references) <= await kit.store.drafts.references()


async def test_a_draft_is_kept_for_a_day(kit: Kit) -> None:
    request = ImageRequest(prompt="a fox", model="gpt-image-2")
    await kit.store.drafts.keep("one", Draft(user_id=7, request=request))
    kit.clock.now_ms += DAY - 1
    assert await kit.store.drafts.get("one", user_id=7) is not None
    kit.clock.now_ms += 1
    assert await kit.store.drafts.get("one", user_id=7) is None
    await kit.store.drafts.keep("two", Draft(user_id=7, request=request))
    assert rows(kit.path, "SELECT id FROM drafts") == [("two",)]
