"""Figures: ratios, targets and percentiles."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bench.figures import Figure, Part, percentile, show


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(values, share):
    found = percentile(values, share)
    assert found in values
    assert sum(each <= found for each in values) >= share * len(values) - 1e-6
    assert sum(each < found for each in values) < share * len(values) + 1e-6


@pytest.mark.parametrize(
    ("ours", "floor", "target", "met"),
    [
        (3.0, 2.0, 1.5, True),
        (3.1, 2.0, 1.5, False),
        (19, None, 20, True),
        (21, None, 20, False),
        (1, 1, None, None),
    ],
)
def test_a_target_is_of_the_ratio_where_there_is_a_floor_else_of_the_value(ours, floor, target, met):
    assert Figure(what="it", ours=ours, floor=floor, target=target).met is met


def test_a_table_tells_value_floor_ratio_target_and_verdict():
    page = StringIO()
    console = Console(width=120, file=page)
    figures = [Figure(what="wait", ours=3.0, floor=2.0, unit="ms", target=1.2)]
    show(Part(title="Waits", figures=figures, note="In a hurry."), console)
    text = page.getvalue()
    for told in ("Waits", "wait", "3.00 ms", "2.00 ms", "1.50x", "≤ 1.2x", "missed", "In a hurry."):
        assert told in text
