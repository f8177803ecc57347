"""What a person asked for."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRequest:
    """One wish for pictures. `None` in an option means: say nothing about it to the gateway."""

    #: Hidden in repr: it is a person's own.
    prompt: str = field(repr=False)
    #: Name of an entry of the model catalogue, not the gateway's own slug.
    model: str
    #: How many pictures, 1 or more.
    count: int = 1
    #: Width to height, as in "16:9".
    aspect_ratio: str | None = None
    #: Tier, as in "2k".
    resolution: str | None = None
    quality: str | None = None
    output_format: str | None = None
    style: str | None = None
    background: str | None = None
    #: Three-valued: `False` asks for none, `None` leaves it to the gateway.
    watermark: bool | None = None
    #: Pictures to go by, named by the SHA-256 of what is sent of each.
    references: tuple[str, ...] = ()
