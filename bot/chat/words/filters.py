"""What people read about filters: words and patterns that prompts must not hold."""

from bot.chat.i18n import Phrase, number, plural, say
from bot.chat.text import escaped, in_quotes, quoted
from bot.chat.words.people import who
from bot.chat.words.times import relative
from bot.domain.errors import FilterFault, FilterRefused, PromptFiltered
from bot.domain.safety import Filter, FilterKind

#: Characters of one other person's words in a sentence.
_ROOM = 200
#: Of a prompt: characters of the part that matches, and of what is shown on either side of it.
_HIT_ROOM, _AROUND = 60, 40
ADD = Phrase("Use it")
DISCARD = Phrase("Drop it")
DISCARDED = Phrase("Dropped. The filter is as it was.")
NO_FILTERS = Phrase("Nothing is refused here yet. Begin with `/safety filter add`.")
NO_HIT = Phrase("Nothing here would be refused.")
NO_PROMPTS = Phrase("No prompts of this server are on file, so there is nothing to compare it with.")
_TRY_OTHER_WORDS = Phrase("Try other words; nothing was charged.")
_FAULTS = {
    FilterFault.EMPTY: Phrase(
        "There is no letter or digit in that. For signs alone, add a pattern: `kind:Pattern`."
    ),
    FilterFault.SIGNS: Phrase(
        "Write that word in plain letters: I find it with signs in their place by myself."
        " For exactly these signs, add a pattern: `kind:Pattern`."
    ),
    FilterFault.THERE_ALREADY: Phrase("That is refused here already. `/safety filter list` shows all."),
    FilterFault.GONE: Phrase(
        "That is not here any more. `/safety filter list` shows what is; `/safety filter add` adds it."
    ),
    FilterFault.LOOKAROUND: Phrase(
        "A pattern cannot look ahead or behind here (`(?=`, `(?!`, `(?<=`, `(?<!`), because that could take"
        " for ever. Write what comes before or after as part of the pattern, or add two patterns."
    ),
    FilterFault.BACKREFERENCE: Phrase(
        "A pattern cannot refer back to what a group matched (as `\\1` does), because that could take for"
        " ever. Write out each repetition you mean: `(aa|bb|cc)` instead of `(.)\\1`."
    ),
    FilterFault.NOT_LINEAR: Phrase(
        "I do not know that construct. Possessive (`a++`) and atomic (`(?>`) groups are not needed here:"
        " no pattern can take long. Write them as usual, `a+` or `(?:a)`."
    ),
    FilterFault.TOO_LARGE: Phrase(
        "That repeats too much. A repetition goes up to `{{1000}}`, nested ones together as well."
        " Use `+` or `*`, which have no such limit."
    ),
    FilterFault.MATCHES_ALL: Phrase(
        "That matches where there is nothing, so it would refuse every prompt."
        " Ask for at least one character: `a+` instead of `a*`."
    ),
    FilterFault.UNREADABLE: Phrase("I cannot read that as a regular expression."),
}


def filtered(error: PromptFiltered) -> str:
    """A prompt holds what this server refuses. A pattern is not told: it would teach how to get around it."""
    if error.word is None:
        said = say("This server does not allow what is in that prompt.")
    else:
        said = say("This server does not allow {word} in prompts.", word=quoted(error.word, _ROOM))
    return f"{said} {_TRY_OTHER_WORDS()}"


def entry_refused(error: FilterRefused) -> str:
    """Why something cannot be added to the filter, and what to write instead."""
    if error.fault is FilterFault.TOO_LONG:
        return say(
            "That is longer than {limit} characters. Take the part that matters.",
            limit=number(error.limit or 0),
        )
    if error.fault is FilterFault.TOO_MANY:
        return say(
            "There are {limit} of these already, which is all I can look for in each prompt."
            " Remove some with `/safety filter remove`, or put several into one pattern: `fox|owl|cat`.",
            limit=number(error.limit or 0),
        )
    said = _FAULTS[error.fault]()
    if error.fault is FilterFault.UNREADABLE and error.detail:
        return f"{said} {say('The part that is wrong: `{detail}`.', detail=_code(error.detail))}"
    return said


def entry_line(entry: Filter) -> str:
    """One entry of the list."""
    facts = [kind(entry.kind), say("by {who}", who=who(entry.by_user_id)), relative(entry.at)]
    if entry.refused:
        refused = plural(
            "refused {count} prompt, last {when}",
            "refused {count} prompts, last {when}",
            entry.refused,
            when=relative(entry.refused_at or entry.at),
        )
        facts.append(refused)
    if entry.note:
        facts.append(quoted(entry.note, _ROOM))
    return f"`{_code(entry.pattern)}`\n-# {' · '.join(facts)}"


def kind(of: FilterKind) -> str:
    """Word or pattern."""
    return say("word") if of is FilterKind.WORD else say("pattern")


def filter_title(count: int, limit: int) -> str:
    """Above the list."""
    return say("Refused in prompts: {count} of {limit}", count=number(count), limit=number(limit))


def preview_title(entry: Filter) -> str:
    """Above what an entry would have done."""
    if entry.kind is FilterKind.WORD:
        return say("Refuse prompts with the word `{entry}`?", entry=_code(entry.pattern))
    return say("Refuse prompts that match `{entry}`?", entry=_code(entry.pattern))


def reads_as(normal: str) -> str:
    """How I read a text that may be disguised."""
    return say("I read it as `{text}`.", text=_code(normal) or " ")


def would_have_refused(hits: int, of: int, private: int) -> str:
    """What an entry would have done to the latest prompts."""
    said = plural(
        "It would have refused {hits} of the only {count} prompt on file here.",
        "It would have refused {hits} of the last {count} prompts here.",
        of,
        hits=number(hits),
    )
    if not private:
        return said
    hidden = plural(
        "{count} of them is private and not shown.", "{count} of them are private and not shown.", private
    )
    return f"{said} {hidden}"


def hidden_prompts() -> str:
    """Prompts are not shown to moderators by a decision of this server."""
    return say("Prompts are not shown here: this server has decided so.")


def marked(text: str, start: int, end: int) -> str:
    """Other people's words with the part in question in bold, and as much around it as fits."""
    hit = text[start:end]
    if len(hit) > _HIT_ROOM:
        hit = f"{hit[: _HIT_ROOM // 2]}…{hit[-_HIT_ROOM // 2 :]}"
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    lead = "…" if start > _AROUND else ""
    tail = "…" if end + _AROUND < len(text) else ""
    shown = f"{escaped(_line(before))}**{escaped(_line(hit))}**{escaped(_line(after))}"
    return in_quotes(f"{lead}{shown}{tail}")


def hit_line(*, entry: Filter, text: str, start: int, end: int, in_normal: bool) -> str:
    """One match: where, and why."""
    shown = marked(text, start, end)
    if entry.kind is FilterKind.WORD:
        why = say("the word `{entry}`", entry=_code(entry.pattern))
    elif in_normal:
        why = say("the pattern `{entry}`, once disguises are taken off", entry=_code(entry.pattern))
    else:
        why = say("the pattern `{entry}`", entry=_code(entry.pattern))
    return f"- {shown}\n-# {why}"


def refused_in_all(count: int) -> str:
    """What the filter did, in sum."""
    return plural(
        "The filter has refused {count} prompt. `/safety filter list` shows which entry how many.",
        "The filter has refused {count} prompts. `/safety filter list` shows which entry how many.",
        count,
    )


def test_title(hits: int) -> str:
    """Above the matches of a text."""
    return plural("Refused, for {count} reason", "Refused, for {count} reasons", hits)


def _line(text: str) -> str:
    return " ".join(text.splitlines())


def _code(text: str) -> str:
    """Safe between backticks."""
    return _line(text).replace("`", "'")[:_ROOM]
