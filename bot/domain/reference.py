"""Pictures to go by: how large one may be, and which models take how many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.errors import ReferenceFault, ReferenceRejected, TooManyReferences
from bot.domain.model import Model

#: Bytes of a picture as people attach it.
MAX_BYTES = 20 * 2**20
#: Pixels of a picture that is opened. A good phone camera makes 50 million, each takes up to eight bytes.
MAX_PIXELS = 52_000_000


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file at Discord that is not fetched yet."""

    #: As its owner calls it.
    filename: str
    #: Bytes; `None` if nobody said.
    size: int | None
    #: Signed: whoever has it can read the file for a day.
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture that was made here before."""

    #: Of its file, below the folder of pictures.
    name: str


#: Pictures to go by that are not taken in yet, in their order.
Attached = Sequence[FileLink | Painted]


def check_number(model: Model, number: int, offered: Iterable[Model]) -> None:
    """Whether a model takes so many reference pictures.

    Raises:
        TooManyReferences: with those of the models on offer that do.
    """
    if number > model.max_references:
        takers = tuple(each.name for each in offered if each.max_references >= number)
        raise TooManyReferences(model.name, number, model.max_references, takers)


def most_taken(offered: Iterable[Model]) -> int:
    """As many as one of the models takes; 0 if none takes any."""
    return max((model.max_references for model in offered), default=0)


def model_for(usual: Model, number: int, offered: Iterable[Model]) -> Model:
    """What paints when nobody names a model: the usual one if it takes so many pictures, else the first."""
    return next((each for each in (usual, *offered) if each.max_references >= number), usual)


def check_bytes(name: str, size: int) -> None:
    """Whether a file of this size is looked at.

    Raises:
        ReferenceRejected: it is empty or too large.
    """
    if size == 0:
        raise ReferenceRejected(name, ReferenceFault.EMPTY)
    if size > MAX_BYTES:
        raise ReferenceRejected(name, ReferenceFault.TOO_LARGE)
