"""Short answers to buttons, quota and error commands, and to the unexpected."""

from bot.chat.i18n import Phrase, say

NO_SUCH_JOB = Phrase("I no longer have that request on file. Ask again with `/imagine`.")
FORGOTTEN = Phrase(
    "The words of that request have been deleted, so I cannot ask for it again. Start anew with `/imagine`."
)
NOT_YOURS = Phrase("Only the person who asked for this, or a moderator here, can do that.")
NOT_YOUR_RETRY = Phrase(
    "Only the person who asked for this can ask for it again. You can make your own with `/imagine`."
)
ALREADY_REPEATED = Phrase("You already asked for this one again.")
CANCEL_TOO_LATE = Phrase("Too late to stop it: the picture is already made and on its way.")
CANNOT_STOP = Phrase(
    "I cannot write anything down right now, so this one goes on. Press **Cancel** again in a minute."
)
ALREADY_ENDED = Phrase("That one has already ended.")
MODERATORS_ONLY = Phrase("That is for moderators: it needs the **Manage Server** permission.")
SERVER_ONLY = Phrase("That works inside a server only.")
OUTDATED = Phrase(
    "That command has changed since your Discord last looked. Restart Discord or try again in a minute."
)
NO_SUCH_ERROR = Phrase("I have no failure with that id in this server.")
NO_ERRORS = Phrase("No failures on record here. Long may it last.")

_PROMPT_ROOM = 1700


def unexpected(error_id: str) -> str:
    """Something nobody foresaw."""
    return say(
        "Something broke on my side; it is nothing you did. Try again. If it comes back, show this error id"
        " to whoever runs this bot: `{error_id}`",
        error_id=error_id,
    )


def window_lost(prompt: str) -> str:
    """What was chosen before the window is no longer known; nothing typed is lost."""
    said = say(
        "That window was open for so long that I no longer have your other choices, so please ask again with"
        " `/imagine`. Here are your words:"
    )
    return f"{said}\n{_kept(prompt)}"


def nobody_knows(typed: str) -> str:
    """A button or a window of another version; nothing `typed` is lost."""
    said = say("That comes from an older version of me, and I no longer know it. Use the command again.")
    return _with_words(said, typed)


def just_started(typed: str) -> str:
    """It is too early to ask for anything; nothing `typed` is lost."""
    said = say("I have just started and am not ready yet. Ask again in a moment; nothing was charged.")
    return _with_words(said, typed)


def _with_words(said: str, typed: str) -> str:
    return f"{said}\n{_kept(typed)}" if typed else said


def _kept(words: str) -> str:
    shown = words.replace("`", "'")[:_PROMPT_ROOM]
    return f"```\n{shown or ' '}\n```"
