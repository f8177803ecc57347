"""What is offered while somebody types."""

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.picker import LONGEST_CHOICE, MOST_CHOICES, matching

_OFFERS = st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), max_size=60)


@given(offers=_OFFERS, typed=st.text(max_size=3))
def test_nothing_is_offered_that_discord_refuses_or_that_was_not_typed(offers, typed):
    shown = matching(offers, typed)
    wanted = typed.strip().casefold()
    fitting = [each for each in offers if wanted in each[0].casefold() or wanted in each[1].casefold()]
    assert len(shown) == min(len(fitting), MOST_CHOICES)
    assert all(0 < len(each.name) <= LONGEST_CHOICE and len(each.value) <= LONGEST_CHOICE for each in shown)


def test_what_begins_as_it_was_typed_comes_first_and_the_rest_keeps_its_order():
    offers = [("A", "not high"), ("High price", "x"), ("B", "highest"), ("C", "HIGH"), ("D", "low")]
    assert [each.value for each in matching(offers, " High ")] == ["highest", "HIGH", "not high", "x"]
    assert [each.value for each in matching(offers, "")] == [value for _, value in offers]
