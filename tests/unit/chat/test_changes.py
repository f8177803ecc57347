"""The history in words: every decision is told as people say it, and nobody reads a key of ours."""

from typing import Any

import pytest

from bot.chat.words import changes
from bot.store.changes import Change


def told(area: str, subject: str, key: str, before: Any, after: Any) -> str:
    one = Change(
        guild_id=1, at=0, by_user_id=9, area=area, subject=subject, key=key, before=before, after=after
    )
    return changes.change(one)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            ("quota", "everyone", "credits_day", None, 20),
            "**Credits a day** (Each member): nothing decided → 20",
        ),
        (
            ("quota", "member:7", "credits_week", 20, "unlimited"),
            "**Credits a week** (<@7>): 20 → no limit",
        ),
        (
            ("quota", "role:6", "cooldown", None, 300),
            "**Pause between requests** (<@&6>): nothing decided → 5 min",
        ),
        (
            ("quota", "ceiling", "credits_day", None, 500),
            "**Credits a day** (This server, as the operator allows): nothing decided → 500",
        ),
        (("quota", "channel:5", "grant:3", None, 30), "**extra credits** (<#5>): none → 30"),
        (("quota", "member:7", "reset", 0, 1), "**counted from 0 again** (<@7>)"),
        (("quota", "member:7", "reset", 1, 0), "**no longer counted from 0 again** (<@7>)"),
        (
            ("quota", "member:7", "appeal:0abc", "open", "denied"),
            "A member asked for an exception: denied (<@7>)",
        ),
        (("price", "a:b::high", "credits", None, 4), "**price** (`a:b` `high`): nothing decided → 4 credits"),
        (("price", "::", "credits", 1, None), "**price** (every picture): 1 credit → nothing decided"),
        (("filter", "", "word", None, "fox"), "**filter**: none → “fox”"),
        (("filter", "word:fox", "word", True, None), "**filter**: “fox” → none"),
        (("filter", "word:fox", "word", True, "rude"), "**filter** (“fox”): none → “rude”"),
        (
            ("access", "", "blocked", None, "blocked: spam"),
            "**access to the bot**: served like any other → blocked: spam",
        ),
        (
            ("channel", "channel:5", "slow_mode", None, 30),
            "**slow mode** (<#5>): off → 30 seconds",
        ),
        (("guild", "", "strikes", 5, None), "**strikes before moderators are told**: 5 → never"),
        (("guild", "", "strike_block_hours", None, 24), "**hours of a block after strikes**: none → 24"),
        (
            ("of a newer version", "moon:1", "phase", 1, 2),
            "**`phase`** (of a newer version, `moon:1`): 1 → 2",
        ),
    ],
)
def test_a_change_is_told_as_people_say_it(one: tuple[str, str, str, Any, Any], said: str):
    assert told(*one) == said
