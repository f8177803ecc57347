"""The tree of errors is as it is drawn."""

import re
from collections.abc import Iterator

from bot.domain import errors
from bot.domain.errors import InklingError

_DRAWN = re.compile(r"^([│├└─ ]*)(\w+)", re.MULTILINE)


def below(parent: type[Exception]) -> Iterator[tuple[str, str]]:
    """Every error of the domain with its parent."""
    for each in parent.__subclasses__():
        if each.__module__.startswith("bot.domain"):
            yield each.__name__, parent.__name__
            yield from below(each)


def drawn(text: str) -> Iterator[tuple[str, str]]:
    above: list[str] = []
    for branch, name in _DRAWN.findall(text):
        del above[len(branch) // 4 :]
        if above:
            yield name, above[-1]
        above.append(name)


def test_every_error_is_drawn_below_its_parent() -> None:
    tree = (errors.__doc__ or "").split("\n\n", 1)[1]
    assert sorted(drawn(tree)) == sorted(below(InklingError))
