"""What moderators read when much fails, and when that is over."""

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.words.times import relative
from bot.domain.alert import Tally

HEAD = Phrase("Many requests fail here")
OVER_HEAD = Phrase("Requests work again")
ONCE = Phrase("I say this once, and once more when it is over.")


def rate(tally: Tally, above: int) -> str:
    """How much fails, and why that is told."""
    ended = plural("the last {count} request", "the last {count} requests", tally.ended)
    return say(
        "**{failed} of {ended}** in this hour failed. I was asked to tell you from {above} of 100 on;"
        " the server's settings decide that.",
        failed=number(tally.failed),
        ended=ended,
        above=number(above),
    )


def kind(times: int, code: str) -> str:
    """One kind of failure."""
    return f"**{number(times)}×** `{code}`"


def over(tally: Tally, since: int) -> str:
    """How it stands now."""
    if not tally.ended:
        return say("Nothing has failed within the last hour. It began {when}.", when=relative(since))
    return say(
        "{failed} of {ended} failed within the last hour. It began {when}.",
        failed=number(tally.failed),
        ended=plural("{count} request", "{count} requests", tally.ended),
        when=relative(since),
    )


def first_card(link: str) -> str:
    """A link to the card that told it."""
    return say("[The first card]({link})", link=link)
