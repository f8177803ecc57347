"""What moderators read of the prices their server charges."""

from collections.abc import Sequence

from bot.chat.i18n import Phrase, number, say, to_type
from bot.chat.words.lists import labelled
from bot.chat.words.money import in_credits
from bot.chat.words.people import who
from bot.chat.words.quota_answers import kind, price_line
from bot.chat.words.typed import USUAL
from bot.domain.price import PricedKind

TITLE = Phrase("What a picture costs in this server")
ALL_USUAL = Phrase("All of it costs what the operator's catalogue says.")
HOW = Phrase("Of several prices that fit, the one for the model counts, then for the resolution.")
HOW_TO = Phrase(
    "`/quota price` with `credits:` decides one; `usual` as credits goes back. Prices are for one picture."
)
_ANY = Phrase("any")


def usual() -> str:
    """The way back, where an amount is typed."""
    return say("{usual}: back to the catalogue's price", usual=to_type(USUAL))


def changed(priced: PricedKind, after: int | None) -> str:
    """A price was decided, or given up."""
    if after is None:
        return say("Done. {kind} costs what the catalogue says again.", kind=kind(priced))
    return say("Done. {kind} costs **{price}** a picture.", kind=kind(priced), price=in_credits(after))


def before(price: int | None) -> str:
    """What it was."""
    if price is None:
        return say("Before: nothing decided")
    return say("Before: {amount}", amount=in_credits(price))


def undone(priced: PricedKind, now: int | None) -> str:
    """The change was taken back."""
    if now is None:
        return say("Taken back. {kind} costs what the catalogue says again.", kind=kind(priced))
    return say("Taken back. {decision}", decision=price_line(priced, now))


def meanwhile(priced: PricedKind, now: int | None, by: int | None) -> str:
    """Somebody else decided in between."""
    other = who(by) if by else say("somebody")
    if now is None:
        return say(
            "Meanwhile {who} decided that {kind} costs what the catalogue says.", who=other, kind=kind(priced)
        )
    return say("Meanwhile {who} decided: {decision}", who=other, decision=price_line(priced, now))


def cell(quality: str, price: int, *, usual: int, decided: bool) -> str:
    """One price; what differs from the catalogue says so."""
    name = quality or _ANY()
    if not decided:
        return say("{kind} {price}", kind=name, price=number(price))
    return say("{kind} **{price}** (usually {usual})", kind=name, price=number(price), usual=number(usual))


def row(resolution: str, cells: Sequence[str]) -> str:
    """The prices of one resolution."""
    told = " · ".join(cells)
    return labelled(resolution, told) if resolution else told
