"""How long a block lasts, as people write it."""

import pytest

from bot.chat.safety.people import read_duration
from bot.domain.errors import BlockFault, BlockRefused


@pytest.mark.parametrize(
    ("text", "seconds"), [("12h", 43_200), (" 2 weeks ", 1_209_600), ("Forever", None), ("always", None)]
)
def test_what_people_write(text, seconds):
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", BlockFault.NOT_A_TIME),
        ("0", BlockFault.NOT_A_TIME),
        ("-3d", BlockFault.NOT_A_TIME),
        ("soon", BlockFault.NOT_A_TIME),
        ("99999d", BlockFault.TOO_LONG),
        ("9" * 80, BlockFault.TOO_LONG),
    ],
)
def test_what_is_refused(text, fault):
    with pytest.raises(BlockRefused) as caught:
        read_duration(text)
    assert caught.value.fault is fault
