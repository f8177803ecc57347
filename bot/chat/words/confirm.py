"""What is said before much is spent at once."""

from bot.chat.i18n import Phrase, number, say
from bot.chat.words.money import in_credits

TITLE = Phrase("Shall I paint this?")
PAINT = Phrase("Paint it")
LEAVE = Phrase("Leave it")
LEFT = Phrase("Left as it is; nothing was charged. Fewer or simpler pictures cost less.")
TOO_OLD = Phrase("I no longer have that request on file. Ask again with `/imagine`.")


def price(cost: int, left: int) -> str:
    """What it costs of what there is."""
    return say("It costs {price} of the {left} you have left.", price=in_credits(cost), left=number(left))
