"""What people read where they decide on their own defaults."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase, mark

SETTINGS = mark("Your own defaults, language and pings, everywhere you use me")

TITLE = Phrase("Your settings")
ABOUT = Phrase(
    "They hold for you alone, wherever you use me. What you name in a command goes before them; what a model"
    " or a channel does not offer is passed over."
)
NAMES: Mapping[str, Phrase] = MappingProxyType(
    {
        "model": Phrase("Model"),
        "aspect_ratio": Phrase("Aspect ratio"),
        "quality": Phrase("Quality"),
        "resolution": Phrase("Resolution"),
        "output_format": Phrase("Format"),
        "locale": Phrase("Language I answer you in"),
        "ping_when_done": Phrase("Ping me after a long wait"),
        "private": Phrase("Private by default"),
    }
)
AS_CHANNEL = Phrase("As the channel says")
AS_DISCORD = Phrase("As Discord is set")
NOT_OFFERED = Phrase("Not on offer just now")
PRIVATE_MEANS = Phrase("Private pictures are seen by you alone. A command can say otherwise with `private:`.")
NOT_YOURS = Phrase("These are somebody else's settings. Open your own with `/settings`.")
SAVED = Phrase("Saved.")
