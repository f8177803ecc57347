"""What the command picker says about `/safety` and reports. Discord's limit is 100 characters."""

from bot.chat.i18n import mark

SAFETY = mark("Words, people and reported pictures: for moderators")
REPORT_PICTURE = mark("Report picture")

FILTER = mark("Words and patterns that prompts must not hold")
FILTER_ADD = mark("Refuse prompts with a word or a pattern. You see first what it would have refused")
FILTER_REMOVE = mark("Refuse one of them no longer")
FILTER_LIST = mark("All that is refused here")
FILTER_TEST = mark("See what in a text would be refused, why and where")
TEXT_TO_ADD = mark("The word, several words in a row, or the pattern")
KIND = mark("A word is found whole and in any disguise; a pattern is a regular expression (RE2)")
WORD = mark("Word")
PATTERN = mark("Pattern")
NOTE = mark("A note for other moderators")
ENTRY = mark("Which one")
TEXT_TO_TEST = mark("Any text. Nothing is kept of it")

BLOCK = mark("Let a member ask for no more pictures here, for a while or for good")
UNBLOCK = mark("Let a member ask for pictures again")
BLOCKS = mark("Who is blocked here, until when and why")
STRIKES = mark("How often an image service refused a member's requests for its safety rules")
MEMBER = mark("Which member")
DURATION = mark("How long: 12h, 7d, 2w, or forever")
REASON = mark("Why. The member is told")
REASON_OPTIONAL = mark("Why, for the log")

LOG = mark("What moderators did, with a way to take it back")
REPORTS = mark("Reported pictures that nobody has decided about yet")
