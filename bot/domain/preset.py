"""A person's own way to ask, under a name: words that go with every prompt, and options."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from unicodedata import normalize

from bot.domain.errors import PresetFault, PresetRefused
from bot.domain.request import ImageRequest

#: Presets of one person: fewer than Discord shows choices, and all fit into one message.
MOST = 20
#: Options a preset can decide beside the model.
OPTIONS = ("aspect_ratio", "quality", "resolution", "output_format", "style", "background")
_MARK = 12
_ENDS = (".", ",", ";", ":", "!", "?", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What is used where the command leaves something open."""

    name: str
    #: Follows the prompt. Hidden in repr: it is a person's own.
    text: str = field(default="", repr=False)
    #: By option; "model" is one of them.
    wishes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def key(self) -> str:
        """The name as it is compared: letters of any size, any blanks, however they were typed."""
        return key_of(self.name)

    @property
    def mark(self) -> str:
        """A few characters that stand for the name where it has no room."""
        return sha256(self.key.encode()).hexdigest()[:_MARK]


def key_of(name: str) -> str:
    """A name as it is compared."""
    return " ".join(normalize("NFKC", normalize("NFKC", name).casefold()).split())


def require_sense(preset: Preset) -> None:
    """Object to a preset that changes nothing, or that nobody could name.

    Raises:
        PresetRefused: which of them.
    """
    if not preset.key:
        raise PresetRefused(PresetFault.NAMELESS, preset.name)
    if not preset.text.strip() and not preset.wishes:
        raise PresetRefused(PresetFault.EMPTY, preset.name)


def applied(preset: Preset, request: ImageRequest, values: Callable[[str], Collection[str]]) -> ImageRequest:
    """The request with the preset's words, and with its options where they are open and allowed.

    `values` tells what an option may be. What may not be chosen is passed over.
    """
    chosen: dict[str, Any] = {
        option: preset.wishes[option]
        for option in OPTIONS
        if getattr(request, option) is None and preset.wishes.get(option) in values(option)
    }
    return replace(request, prompt=worded(request.prompt, preset.text), **chosen)


def worded(prompt: str, text: str) -> str:
    """The prompt and what follows it, as one sentence where the prompt does not end one."""
    before, after = prompt.strip(), text.strip()
    if not before or not after:
        return before or after
    return f"{before} {after}" if before.endswith(_ENDS) else f"{before}, {after}"
