"""What `/help` says to whoever runs the bot."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase
from bot.chat.words.help import Topic

OPERATORS: Mapping[str, Topic] = MappingProxyType(
    {
        "pause": Topic(
            Phrase("How do I pause you, or prepare a restart?"),
            Phrase(
                "`/operator pause` takes no requests anywhere and tells members why; `/operator maintenance`"
                " also tells how many jobs are left. What runs goes on, and `/operator resume` ends both.\n"
                "Jobs survive a restart in any case."
            ),
        ),
        "models": Topic(
            Phrase("How do I switch a model off?"),
            Phrase(
                "`/operator models` shows which are on, and switches one off or on. What is off is offered"
                " nowhere, and refused where somebody names it."
            ),
        ),
        "budgets": Topic(
            Phrase("How do I limit what the image services cost?"),
            Phrase(
                "`/operator budget` limits a service a day and a month (UTC), and warns you before. At the"
                " limit, requests for it are refused.\n`/operator spending` shows how they stand, in credits"
                " of the catalogue; the service's own bill is the truth."
            ),
        ),
        "guilds": Topic(
            Phrase("How do I decide which servers are served, and up to which ceiling?"),
            Phrase(
                "`/operator guilds` lists the servers, `/operator guild show` tells about one.\n"
                "`/operator guild ceiling` limits what one may cost, whatever its moderators decide.\n"
                "`/operator guild block` and `/operator guild allow` decide who is served,"
                " `/operator guild clear` takes that back; `/operator access` serves the allowed alone."
            ),
        ),
        "alarms": Topic(
            Phrase("What am I told, and where do I see what goes wrong?"),
            Phrase(
                "I write to you when only you can help: a key that is refused, an account that is empty, a"
                " disk that is full, a budget.\n`/operator errors` shows what fails in all servers,"
                " `/operator usage` what is asked for. At the terminal, `inkling doctor` finds faults."
            ),
        ),
    }
)
