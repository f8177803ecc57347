"""What a server decided about a command, read as Discord says it is to be read."""

import pytest

from bot.chat.rights import gives

GUILD, ME, OTHER, ROLE, SECOND = 1, 2, 3, 4, 5
EVERYONE = (GUILD, 1)


@pytest.mark.parametrize(
    ("decided", "given"),
    [
        ({}, False),
        ({(ME, 2): True}, True),
        ({(OTHER, 2): True}, False),
        ({(ROLE, 1): True}, True),
        ({(99, 1): True}, False),
        ({EVERYONE: True}, True),
        # What is nearer to the person decides.
        ({(ME, 2): False, (ROLE, 1): True, EVERYONE: True}, False),
        ({(ME, 2): True, (ROLE, 1): False, EVERYONE: False}, True),
        ({(ROLE, 1): False, EVERYONE: True}, False),
        # Of several roles one that may is enough.
        ({(ROLE, 1): False, (SECOND, 1): True}, True),
        # A number is a person's or a role's, and channels decide nothing here.
        ({(ME, 1): True}, False),
        ({(ROLE, 2): True}, False),
        ({(ME, 3): True}, False),
    ],
)
def test_the_nearest_decision_counts(decided: dict[tuple[int, int], bool], given: bool):
    rows = [{"id": str(number), "type": kind, "permission": may} for (number, kind), may in decided.items()]
    assert gives(rows, user_id=ME, role_ids=(ROLE, SECOND), guild_id=GUILD) is given
