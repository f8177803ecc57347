"""Directives: what is read, what is left for the picture, and that nothing else breaks."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.gateway.directives import BadDirective, parse_prompt
from sandbox.gateway.durations import SIGMA, draw_seconds
from sandbox.gateway.errors import ERRORS
from sandbox.gateway.faults.grammar import KINDS, BadFault, Stage, parse_fault
from sandbox.gateway.manners import CHOICES, Manners, as_dict


@settings(deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_characters="[]"), max_size=200))
def test_ordinary_text_is_left_alone(text: str) -> None:
    parsed = parse_prompt(f"{text} [[seconds: 3]] [[fault: drop x2]]")
    assert parsed.text.split() == text.split()
    assert (parsed.seconds, len(parsed.faults)) == (3.0, 1)


@settings(deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    assert refusal(parse_fault, text) != ""
    assert refusal(parse_prompt, f"[[fault: {text}]]") != ""


def refusal(read: Callable[[str], object], text: str) -> str | None:
    """The sentence of the refusal, None where the text was read."""
    try:
        read(text)
    except (BadFault, BadDirective) as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", sorted([*KINDS, *ERRORS]))
def test_every_name_is_known_at_every_stage_it_has(name: str) -> None:
    stages = KINDS[name].stages if name in KINDS else tuple(Stage)
    for stage in stages:
        fault = parse_fault(f"{name}@{stage} x3 taken")
        assert (fault.name, fault.stage, fault.times, fault.taken) == (name, stage, 3, True)
    assert parse_fault(name).stage is stages[0]


@pytest.mark.parametrize(
    "text",
    ["", "drop@task", "bomb@submit", "drop x", "drop often", "late seconds=soon", "drop seconds=1",
     "nothing_known", "provider_offline retryable=maybe", "@submit", "drop@", "rate_limited http=429"],
)  # fmt: skip
def test_mistakes_are_found(text: str) -> None:
    with pytest.raises(BadFault):
        parse_fault(text)


def test_the_switches_and_their_defaults_agree() -> None:
    assert as_dict(Manners()) == {name: choices[0] for name, choices in CHOICES.items()}


def test_durations_have_the_median_asked_for() -> None:
    drawn = sorted(draw_seconds(median=20, seed=1, prompt="x", nth=nth) for nth in range(2001))
    assert 18 < drawn[1000] < 22
    assert SIGMA == 0.45
    assert drawn[0] > 0
    assert draw_seconds(median=0, seed=1, prompt="x", nth=0) == 0
