"""What people read when a picture to go by is not taken."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.domain.errors import ReferenceFault, ReferenceRejected, TooManyReferences
from bot.domain.reference import MAX_BYTES, MAX_PIXELS

_KINDS = "PNG, JPEG, WebP and GIF"

#: After the file's name.
FAULTS: Mapping[ReferenceFault, str] = MappingProxyType(
    {
        ReferenceFault.EMPTY: "is an empty file. Attach the picture again.",
        ReferenceFault.TOO_LARGE: (
            f"is too large for me: I look at files up to {MAX_BYTES // 2**20} MB. Attach a smaller version."
        ),
        ReferenceFault.TOO_MANY_PIXELS: (
            f"has too many pixels for me: I open up to {MAX_PIXELS // 1_000_000} million."
            " Attach a smaller version."
        ),
        ReferenceFault.NO_PICTURE: f"is not a picture I can read, whatever its name says. I read {_KINDS}.",
        ReferenceFault.DAMAGED: "is damaged or cut off, so I cannot open it. Save it anew and attach that.",
        ReferenceFault.UNREACHABLE: "did not reach me. Attach it again in a minute.",
        ReferenceFault.NO_ROOM: (
            "found no room: I cannot store pictures right now. Whoever runs this bot has to fix it."
        ),
    }
)


def rejected(error: ReferenceRejected, name: str) -> str:
    """One file; `name` is safe to show."""
    return f"`{name}` {FAULTS[error.fault]} Nothing was charged."


def too_many(error: TooManyReferences, takers: str) -> str:
    """More than the model takes; `takers` lists those that take as many."""
    most = f"{_pictures(error.limit)} to go by at most"
    takes = f"takes {most}" if error.limit else "takes no pictures to go by"
    if error.takers:
        return f"`{error.model}` {takes}. Pick {takers} as model for that, or attach fewer."
    given = _pictures(error.given)
    return f"`{error.model}` {takes}, and no model here takes {given}. Attach fewer, or none."


def count(references: Sequence[str]) -> str:
    """How many there are, for a card."""
    return "1 reference" if len(references) == 1 else f"{len(references)} references"


def _pictures(number: int) -> str:
    return "1 picture" if number == 1 else f"{number} pictures"
