"""What `/help` says: of itself, and to everybody."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bot.chat.i18n import Phrase, mark, say


class Topic(NamedTuple):
    """Something people ask, and what to do."""

    question: Phrase
    answer: Phrase


HELP = mark("How do I …? Answers, with the commands that do it")
TOPIC = mark("What you would like to know; begin to type")

TITLE = Phrase("### How can I help?")
FIRST = Phrase(
    "Type `/imagine` and say what you would like to see. `/credits` tells what you can spend, `/history`"
    " finds your pictures again."
)
HOW = Phrase("Choose a question below, or type a word of it as `topic:` of `/help`.")
NOTHING_LIKE = Phrase("I have no answer to that yet. These are the questions I know:")
FOR_EVERYBODY = Phrase("Pictures and you")
FOR_MODERATORS = Phrase("For moderators")
FOR_OPERATORS = Phrase("For whoever runs this bot")

MEMBERS: Mapping[str, Topic] = MappingProxyType(
    {
        "begin": Topic(
            Phrase("How do I make a picture?"),
            Phrase(
                "Type `/imagine` and say what you would like to see. Without a prompt a window opens that has"
                " more room.\nEverything else is optional: shape, quality, size, how many. The choices say"
                " what they cost."
            ),
        ),
        "shape": Topic(
            Phrase("How do I make a picture wider, larger or finer?"),
            Phrase(
                "In `/imagine`, `aspect_ratio:` is the shape: 16:9 is wide, 9:16 is tall. `resolution:` makes"
                " it larger and `quality:` finer, where the model can do that; both cost more.\n**Larger**"
                " under a picture paints it anew in the next larger size, so it will not be quite the same."
            ),
        ),
        "again": Topic(
            Phrase("How do I change a picture, or get another one like it?"),
            Phrase(
                "Press **Edit** under it to change the words and the options, or **Again** for another one of"
                " the same. Each is a new request and costs credits.\nOther people's pictures work, too,"
                " unless theirs goes by pictures they gave."
            ),
        ),
        "reference": Topic(
            Phrase("How do I use a picture to go by?"),
            Phrase(
                "Attach it to `/imagine` as `reference:`, or add it in the window that opens without a"
                " prompt. PNG, JPEG, WebP and GIF work, up to 20 MB.\nFor a picture that is here already,"
                " press **Use as reference** under it, or choose **Apps → Use as reference** on its message."
            ),
        ),
        "cost": Topic(
            Phrase("What does a picture cost, and what have I left?"),
            Phrase(
                "Pictures cost credits: each one of a request counts, and finer or larger ones cost more."
                " What is not made is given back.\n`/credits` shows what you have left and when new ones"
                " come, `/usage` what you asked for."
            ),
        ),
        "refused": Topic(
            Phrase("Why was my request refused?"),
            Phrase(
                "The answer names the rule, and nothing was charged. Mostly it is a limit, another channel,"
                " a pause between requests, or a word that is not allowed here; `/credits` shows your limits."
                "\nWhere something would still fit, a button asks for that. Where moderators can help, there"
                " is **Ask a moderator**."
            ),
        ),
        "failed": Topic(
            Phrase("Why did my picture fail?"),
            Phrase(
                "Its card says what happened, whether anything was charged, and what to do next. Press"
                " **Try again** if it is there.\nIf it keeps failing, show the error id on the card to a"
                " moderator."
            ),
        ),
        "stop": Topic(
            Phrase("How do I stop a request, and do I have to wait for it?"),
            Phrase(
                "**Cancel** on its card stops it, and your credits come back, as long as it is not made.\nYou"
                " need not wait: I post it when it is done, and ping you after a long wait unless `/settings`"
                " says otherwise."
            ),
        ),
        "private": Topic(
            Phrase("How do I keep a picture private?"),
            Phrase(
                "Choose `private:` in `/imagine`: then only you see it, not the channel and not its"
                " moderators. `/settings` makes that your usual way."
            ),
        ),
        "delete": Topic(
            Phrase("How do I delete a picture, or what you keep about me?"),
            Phrase(
                "**Delete** under a picture takes its message and its files away for good.\n`/privacy show`"
                " tells what I keep about you, `/privacy export` sends it to you, and `/privacy delete`"
                " deletes all of it. With `/privacy unlisted` no table or chart that others see names you."
            ),
        ),
        "presets": Topic(
            Phrase("How do I use presets?"),
            Phrase(
                "`/presets save` keeps words and options under a name; choose it as `preset:` in `/imagine`."
                " What you name there yourself goes before it.\n`/presets list` shows yours,"
                " `/presets delete` deletes one."
            ),
        ),
        "mine": Topic(
            Phrase("How do I find my pictures again?"),
            Phrase(
                "`/history` shows all you asked for, and finds words of your prompts. What you mark with"
                " **Favourite** is in `/favourites`, too.\n**Original file** sends a picture untouched, for"
                " as long as it is kept."
            ),
        ),
        "settings": Topic(
            Phrase("How do I change my language, my defaults or the pings?"),
            Phrase(
                "In `/settings`: your usual model, shape, quality and format, the language I answer you in,"
                " pings, and whether your pictures are private. They hold for you alone, wherever you use me."
            ),
        ),
        "report": Topic(
            Phrase("How do I report a picture?"),
            Phrase(
                "In a server, press **Report** under it, or choose **Apps → Report picture** on its message."
                " Only that server's moderators read what you write."
            ),
        ),
        "elsewhere": Topic(
            Phrase("How do I use you in other places?"),
            Phrase(
                "`/imagine` works in direct messages with me, too. Added to your own account, I come along to"
                " every server and conversation; whoever runs this bot has the link."
            ),
        ),
    }
)


def models(labels: str) -> str:
    """What paints here."""
    return say("Models here: {models}", models=labels)


def takers(models_told: str) -> str:
    """What takes pictures to go by."""
    return say("Here {models} can go by pictures.", models=models_told)
