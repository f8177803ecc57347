"""Which models take how many pictures to go by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ReferenceFault, ReferenceRejected, TooManyReferences
from bot.domain.model import Model
from bot.domain.reference import MAX_BYTES, check_bytes, check_number, model_for

MODELS = st.lists(st.integers(0, 6), min_size=1, max_size=5).map(
    lambda limits: [
        Model(name=f"m{n}", label="", gateway="g", slug="", prices={}, max_references=limit)
        for n, limit in enumerate(limits)
    ]
)


@given(MODELS, st.integers(0, 8))
def test_the_usual_model_paints_unless_only_others_take_the_pictures(models, number):
    chosen = model_for(models[0], number, models)
    takers = [model for model in models if model.max_references >= number]
    assert chosen == (takers or models)[0]
    if takers:
        check_number(chosen, number, models)


@given(MODELS, st.integers(0, 8))
def test_a_refusal_names_every_model_that_would_do(models, number):
    takers = tuple(model.name for model in models if model.max_references >= number)
    for model in models:
        if model.name in takers:
            check_number(model, number, models)
            continue
        with pytest.raises(TooManyReferences) as caught:
            check_number(model, number, models)
        told = caught.value
        assert (told.given, told.limit, told.takers) == (number, model.max_references, takers)


@pytest.mark.parametrize(
    ("size", "fault"), [(0, ReferenceFault.EMPTY), (MAX_BYTES + 1, ReferenceFault.TOO_LARGE)]
)
def test_a_size_tells_enough(size, fault):
    with pytest.raises(ReferenceRejected) as caught:
        check_bytes("me.png", size)
    assert caught.value.fault is fault


@pytest.mark.parametrize("size", [1, MAX_BYTES])
def test_the_bounds_are_taken(size):
    check_bytes("me.png", size)
