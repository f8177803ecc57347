"""The panel of a showcase and what is posted in it: lawful whatever was typed and decided."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.cards import Shown
from bot.chat.panels.showcase import ShowcaseView, showcase_panel
from bot.chat.showcase.card import showcase_card
from bot.chat.showcase.trouble import trouble_card
from bot.chat.words import showcase as words
from bot.chat.words.people import LEFT
from bot.domain.guild import GuildSettings
from bot.store.decided import Versioned
from tests.unit.chat.samples import a_job, a_picture, a_request
from tests.unit.chat.test_cards import _NASTY, check, drawn

LINK = f"https://discord.com/channels/{2**63 - 1}/{2**63 - 1}/{2**63 - 1}"
_quick = settings(max_examples=40, deadline=None)
_counts = st.integers(0, 10**9)


@_quick
@given(
    channel_id=st.none() | st.integers(10**17, 2**63 - 1),
    least=st.integers(1, 1000),
    version=st.integers(0, 10**9 - 1),
    shown=_counts,
    waiting=_counts,
    trouble=st.sampled_from(["", words.CHANNEL_GONE(), words.lacks(2**63 - 1, "**Attach Files**" * 8)]),
    notes=st.lists(st.just("n" * 600), max_size=2),
)
def test_the_panel_offers_what_is_decided_whatever_that_is(
    channel_id, least, version, shown, waiting, trouble, notes
):
    decided = GuildSettings(showcase_channel_id=channel_id, showcase_from=least)
    now = Versioned(version, decided)
    view = ShowcaseView(now=now, shown=shown, waiting=waiting, liked=shown, trouble=trouble, notes=notes)
    panel = drawn(lambda: showcase_panel(view))
    check(panel)
    wire = str(panel.to_components())
    assert f"'value': '{least}'" in wire
    assert (f"showcase:off:{version}" in wire) == (channel_id is not None)


@_quick
@given(prompt=_NASTY, alt_text=st.none() | _NASTY, number=st.integers(1, 10), spoiler=st.booleans())
def test_what_is_shown_is_a_lawful_card_whatever_was_typed(prompt, alt_text, number, spoiler):
    job = a_job(request=a_request(prompt=prompt))
    pictures = [Shown(a_picture(n, alt_text=alt_text), f"{n}.png", spoiler) for n in range(number)]
    said = check(drawn(lambda: showcase_card(job, pictures, link=LINK)), [each.filename for each in pictures])
    assert f"by <@{job.origin.user_id}>" in said


def test_who_left_meanwhile_is_credited_in_words():
    job = a_job()
    job = replace(job, origin=replace(job.origin, user_id=-5))
    said = check(
        drawn(lambda: showcase_card(job, [Shown(a_picture(), "0.png", False)], link=LINK)), ["0.png"]
    )
    assert LEFT() in said
    assert "-5" not in said


@pytest.mark.parametrize("why", [words.CHANNEL_GONE(), words.lacks(5, "**Attach Files**"), words.refused(5)])
def test_moderators_read_what_to_do(why):
    said = check(drawn(lambda: trouble_card(why, 3)))
    assert "3 pictures wait" in said
    assert "channel" in said
