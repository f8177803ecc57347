"""Every sentence a person reads. Knows no chat library; times are told in Discord's notation.

`failure(code)` for jobs that ended, `refusal(error)` for requests not accepted, `status` for cards and
`replies` for everything else.
"""

from bot.chat.words import choices, prompts, references, replies, status
from bot.chat.words.failures import FAILURES, FailureWords, failure
from bot.chat.words.money import from_credits, in_credits
from bot.chat.words.refusals import refusal
from bot.chat.words.times import relative

__all__ = (
    "FAILURES",
    "FailureWords",
    "choices",
    "failure",
    "from_credits",
    "in_credits",
    "prompts",
    "references",
    "refusal",
    "relative",
    "replies",
    "status",
)
