"""One finger's second press is told from another wish, and memory stays small."""

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.seen import Echoes


class Hands:
    """A clock that is set by hand."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now

    def wall_ms(self) -> int:
        return round(self.now * 1000)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([0.01, 0.5, 1.0, 3.0])), max_size=40))
def test_a_press_is_an_echo_if_the_same_came_within_a_second(presses: list[tuple[str, float]]) -> None:
    clock = Hands()
    echoes = Echoes(clock=clock, within=1.0)
    last: dict[str, float] = {}
    for key, pause in presses:
        clock.now += pause
        assert echoes.is_echo(key) == (key in last and clock.now - last[key] < 1.0)
        last[key] = clock.now


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    echoes = Echoes(clock=Hands(), room=2)
    for key in "abc":
        echoes.is_echo(key)
    assert [echoes.is_echo(key) for key in "cba"] == [True, True, False]
