"""Discord's names of permissions, in its own words."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase
from bot.chat.words.lists import all_of

NAMES: Mapping[str, Phrase] = MappingProxyType(
    {
        "view_channel": Phrase("View Channel"),
        "send_messages": Phrase("Send Messages"),
        "send_messages_in_threads": Phrase("Send Messages in Threads"),
        "create_public_threads": Phrase("Create Public Threads"),
        "attach_files": Phrase("Attach Files"),
        "read_message_history": Phrase("Read Message History"),
    }
)


def named(permissions: Iterable[str]) -> str:
    """Several of them, in bold."""
    return all_of([f"**{_name(each)}**" for each in permissions])


def _name(permission: str) -> str:
    known = NAMES.get(permission)
    return known() if known else permission.replace("_", " ").title()
