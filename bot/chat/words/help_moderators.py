"""What `/help` says to those who manage a server."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.chat.i18n import Phrase
from bot.chat.words.help import Topic

MODERATORS: Mapping[str, Topic] = MappingProxyType(
    {
        "setup": Topic(
            Phrase("How do I set up this server, and see whether all is well?"),
            Phrase(
                "`/setup start` asks for channels, credits, language and time zone, step by step;"
                " `/setup settings` has the rest.\n`/setup check` tells what works, what does not, and how to"
                " mend it."
            ),
        ),
        "channels": Topic(
            Phrase("How do I choose where pictures are made, and which?"),
            Phrase(
                "`/channels open` makes a channel an image channel, `/channels close` ends that,"
                " `/channels list` shows all. From the first one on, pictures are made in image channels"
                " only.\n`/channels edit` limits models, quality, size and hours; `/channels rules` posts"
                " that in the channel, with a button for people who know no commands."
            ),
        ),
        "quotas": Topic(
            Phrase("How do I limit how much is asked for?"),
            Phrase(
                "`/quota set` limits the server, everyone, a role, a channel or a member: credits a day, week"
                " or month, requests at once, pauses. `/quota panel` is the same to be pressed, and"
                " `/quota remove` takes a limit away.\n`/quota show` tells how somebody stands, `/quota list`"
                " all that is decided, and `/quota calendar` decides when a day begins."
            ),
        ),
        "gifts": Topic(
            Phrase("How do I give somebody more credits?"),
            Phrase(
                "`/quota grant` is a gift on top of the limits, to a member, a channel or the server, for a"
                " while or for good. `/quota revoke` takes back what is unused.\n`/quota reset` counts from 0"
                " again what was used."
            ),
        ),
        "prices": Topic(
            Phrase("How do I change what a picture costs here?"),
            Phrase(
                "`/quota price` decides what a model, a resolution or a quality costs in this server. Without"
                " options it shows all prices."
            ),
        ),
        "appeals": Topic(
            Phrase("What happens when a member asks for an exception?"),
            Phrase(
                "Whom one of your limits refused can press **Ask a moderator**, and you get a card:"
                " **Approve** gives just what is missing and paints the picture, **Deny** says no, with a"
                " reason if you like. After a day the question lapses."
            ),
        ),
        "filters": Topic(
            Phrase("How do I keep words out of prompts?"),
            Phrase(
                "`/safety filter add` refuses a word in any disguise, or a pattern; you see first what it"
                " would have refused. `/safety filter test` tries a text, `/safety filter list` shows all,"
                " `/safety filter remove` takes one off."
            ),
        ),
        "blocks": Topic(
            Phrase("How do I block a member, and what are strikes?"),
            Phrase(
                "`/safety block` keeps a member from asking, for a while or for good, and the member reads"
                " why. `/safety unblock` ends it, `/safety blocks` shows who is blocked.\nA strike is a"
                " request that an image service refused for its safety rules: `/safety strikes` counts a"
                " member's, and `/setup settings` decides how many lead to what."
            ),
        ),
        "reports": Topic(
            Phrase("How do I deal with reported pictures?"),
            Phrase(
                "Each comes as a card, for you to keep it, delete it, block its author as well, or give the"
                " credits back. `/safety reports` shows those that wait.\n`/safety log` shows what moderators"
                " did, with **Undo** where that is possible."
            ),
        ),
        "errors": Topic(
            Phrase("Why do pictures fail here?"),
            Phrase(
                "`/errors recent` shows the latest with advice, `/errors groups` what fails again and again,"
                " `/errors chart` when. With an error id, `/errors show` tells all about it;"
                " `/errors search` finds others, `/errors export` writes a file.\nIf many fail within an"
                " hour, I tell you; `/setup settings` decides how many."
            ),
        ),
        "statistics": Topic(
            Phrase("How do I see who asks for what?"),
            Phrase(
                "`/statistics server` shows pictures and credits by day, member and model, with a chart;"
                " `/statistics member` shows one member's, `/statistics export` writes a file. Whoever chose"
                " to be in no list is counted and not named."
            ),
        ),
        "keeping": Topic(
            Phrase("How long do you keep prompts and pictures?"),
            Phrase(
                "As long as `/setup settings` says, for prompts, pictures and failures each. What is older"
                " goes in the night."
            ),
        ),
        "unsafe": Topic(
            Phrase("What happens to unsafe pictures?"),
            Phrase(
                "What an image service calls unsafe is posted behind a spoiler, or shown to its requester"
                " alone: `/setup settings` decides. In age-restricted channels it is shown openly, unless"
                " `/channels edit` says otherwise there."
            ),
        ),
        "showcase": Topic(
            Phrase("How do I show the pictures that members like best?"),
            Phrase(
                "`/setup showcase` chooses a channel where pictures are posted once more that several members"
                " marked with **Favourite**."
            ),
        ),
        "transfer": Topic(
            Phrase("How do I copy settings, or see who changed them?"),
            Phrase(
                "`/setup export` gives all settings as a file. `/setup import` takes one, and shows what"
                " would change before anything does.\n`/setup history` tells who changed what, and when."
            ),
        ),
        "team": Topic(
            Phrase("How do I let others use these commands?"),
            Phrase(
                "Discord decides that: under Server Settings, Integrations, you can give each of my commands"
                " to roles and members, or take it away. Until then they are for whoever may manage the"
                " server."
            ),
        ),
    }
)
