"""What people read when a member asks moderators for an exception: the member, and the moderators."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, number, say
from bot.chat.words.limits import decided_by, whom
from bot.chat.words.money import in_credits
from bot.chat.words.people import who
from bot.chat.words.quota import NOW
from bot.chat.words.times import relative
from bot.domain.appeal import Appeal, AppealState
from bot.domain.errors import AppealFault, AppealRefused
from bot.domain.quota import Scope, Standing

# What the member reads.
ASK = Phrase("Ask a moderator")
ASK_LABEL = Phrase("Why should they say yes?")
ASK_DESCRIPTION = Phrase("The moderators read it. You may leave it out.")
ASKED_TITLE = Phrase("Moderators have been asked")
ASKED = Phrase("You hear from me once they have decided. If nobody does, the question lapses {when}.")
_FAULTS: Mapping[AppealFault, Phrase] = MappingProxyType(
    {
        AppealFault.NO_DESK: Phrase(
            "This server's moderators have no channel where I could ask them. Write to one of them yourself."
        ),
        AppealFault.UNREACHABLE: Phrase(
            "I cannot post in the moderators' channel, so nobody was asked. Write to one of them yourself."
        ),
        AppealFault.ASKED_ALREADY: Phrase("Moderators have been asked about this one already."),
        AppealFault.TOO_MANY: Phrase(
            "You have asked moderators about several requests already. Wait until they have decided one."
        ),
        AppealFault.GONE: Phrase("I no longer have that request on file. Ask again with `/imagine`."),
    }
)
_LAPSED = Phrase(
    "Nobody decided about {prompt} within a day, so the question has lapsed. You can ask again with"
    " `/imagine`."
)

# What moderators read.
TITLE = Phrase("A member asks for an exception")
APPROVE, DENY = Phrase("Approve"), Phrase("Deny")
PRIVATE = Phrase("A private request: its words are for the member alone.")
HIDDEN = Phrase("This server does not show prompts to moderators.")
APPROVING = Phrase("Approving gives just what is missing, once, and the picture is painted at once.")
_STATES: Mapping[AppealState, Phrase] = MappingProxyType(
    {
        AppealState.OPEN: Phrase("open"),
        AppealState.APPROVED: Phrase("approved"),
        AppealState.DENIED: Phrase("denied"),
        AppealState.EXPIRED: Phrase("lapsed"),
    }
)
WINDOW = Phrase("Deny this request")
WINDOW_LABEL = Phrase("Why not?")
WINDOW_DESCRIPTION = Phrase("The member reads it. You may leave it out.")
NO_LONGER_KNOWN = Phrase("I no longer have that question on file. It was decided or lapsed a while ago.")
_NEEDS: Mapping[Scope, Phrase] = MappingProxyType(
    {
        Scope.GUILD: Phrase("The whole server"),
        Scope.CEILING: Phrase("This server, as the operator allows"),
    }
)


def refused(error: AppealRefused) -> str:
    """Why moderators are not asked."""
    return _FAULTS[error.fault]()


def asked(lapses_at: int) -> str:
    """Said to who asked, in place of the refusal."""
    return ASKED(when=relative(lapses_at))


def approved(link: str) -> str:
    """A moderator said yes; the picture comes there."""
    return say("A moderator said yes. I am painting it: {link}", link=link)


def denied(prompt: str, reason: str) -> str:
    """A moderator said no to that request."""
    if reason:
        return say("A moderator said no to {prompt}: {reason}", prompt=prompt, reason=reason)
    return say("A moderator said no to {prompt}.", prompt=prompt)


def lapsed(prompt: str) -> str:
    """Nobody decided in time about that request."""
    return _LAPSED(prompt=prompt)


def who_asks(user_id: int, channel_id: int | None, at: int) -> str:
    """Who, where and when."""
    if channel_id is None:
        return say("{who}, {when}", who=who(user_id), when=relative(at))
    return say("{who} in {where}, {when}", who=who(user_id), where=f"<#{channel_id}>", when=relative(at))


def why(quoted: str) -> str:
    """In the member's words."""
    return say("Their reason: {reason}", reason=quoted)


def costs(price: int) -> str:
    """What it would cost."""
    return say("It costs {price}.", price=in_credits(price))


def in_the_way(standing: Standing) -> str:
    """A limit that refused it, as it stood then."""
    bucket = standing.bucket
    whose = _NEEDS[bucket.scope]() if bucket.scope in _NEEDS else whom(bucket.scope, bucket.subject_id)
    return say(
        "**{whose}**: {used} of {limit} used {now}; what decides is {rule}",
        whose=whose,
        used=number(standing.used),
        limit=in_credits(standing.limit or 0),
        now=NOW[standing.measure](),
        rule=decided_by(standing.rule),
    )


def lapses(at: int) -> str:
    """Until when moderators can decide."""
    return say("lapses {when}", when=relative(at))


def closed_title(state: AppealState) -> str:
    """The head of a card that is decided."""
    return say("A member asked for an exception: {state}", state=_STATES[state]())


def decided(appeal: Appeal) -> str:
    """Who decided what, and when."""
    when = relative(appeal.decided_at or appeal.at)
    by = who(appeal.decided_by or 0)
    match appeal.state:
        case AppealState.APPROVED:
            return say("{who} said yes {when}. The picture is on its way.", who=by, when=when)
        case AppealState.DENIED:
            return say("{who} said no {when}.", who=by, when=when)
        case _:
            return say("Nobody decided within a day.")


def not_taken(by: int, said: str) -> str:
    """A yes that did not help: something else refuses the request. `said` is what the member would read."""
    return say(
        "{who} said yes, but it cannot be taken now, so nothing was given. The member would read:\n> {said}",
        who=who(by),
        said=said,
    )


def grant_reason() -> str:
    """Why credits were given, in the list of them."""
    return say("an exception for one request")
