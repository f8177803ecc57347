"""What people read when a picture to go by is not taken."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.chat.i18n import Phrase, number, plural, say
from bot.domain.errors import ReferenceFault, ReferenceRejected, TooManyReferences
from bot.domain.reference import MAX_BYTES, MAX_PIXELS

FAULTS: Mapping[ReferenceFault, Phrase] = MappingProxyType(
    {
        ReferenceFault.EMPTY: Phrase("`{file}` is an empty file. Attach the picture again."),
        ReferenceFault.TOO_LARGE: Phrase(
            "`{file}` is too large for me: I look at files up to {megabytes} MB. Attach a smaller version."
        ),
        ReferenceFault.TOO_MANY_PIXELS: Phrase(
            "`{file}` has too many pixels for me: I open up to {millions} million. Attach a smaller version."
        ),
        ReferenceFault.NO_PICTURE: Phrase(
            "`{file}` is not a picture I can read, whatever its name says. I read PNG, JPEG, WebP and GIF."
        ),
        ReferenceFault.DAMAGED: Phrase(
            "`{file}` is damaged or cut off, so I cannot open it. Save it anew and attach that."
        ),
        ReferenceFault.UNREACHABLE: Phrase("`{file}` did not reach me. Attach it again in a minute."),
        ReferenceFault.NO_ROOM: Phrase(
            "`{file}` found no room: I cannot store pictures right now. Whoever runs this bot has to fix it."
        ),
    }
)


def rejected(error: ReferenceRejected, name: str) -> str:
    """One file; `name` is safe to show."""
    said = FAULTS[error.fault](
        file=name, megabytes=number(MAX_BYTES // 2**20), millions=number(MAX_PIXELS // 1_000_000)
    )
    return f"{said} {say('Nothing was charged.')}"


def too_many(error: TooManyReferences, takers: str) -> str:
    """More than the model takes; `takers` lists those that take as many."""
    if error.limit:
        most = plural(
            "`{model}` takes {count} picture to go by at most.",
            "`{model}` takes {count} pictures to go by at most.",
            error.limit,
            model=error.model,
        )
    else:
        most = say("`{model}` takes no pictures to go by.", model=error.model)
    if takers:
        return f"{most} {say('Pick {models} as model for that, or attach fewer.', models=takers)}"
    none_here = plural(
        "No model here takes {count} picture. Attach fewer, or none.",
        "No model here takes {count} pictures. Attach fewer, or none.",
        error.given,
    )
    return f"{most} {none_here}"


def count(references: Sequence[str]) -> str:
    """How many there are, for a card."""
    return plural("{count} reference", "{count} references", len(references))
