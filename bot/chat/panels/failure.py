"""One failure in full: what is known, what the member read, what can be done."""

from __future__ import annotations

from bot.chat.cards.parts import FAULT, Layout, layout, text
from bot.chat.text import quoted
from bot.chat.wire import jump_link
from bot.chat.words import errors, failure
from bot.domain.job import Job
from bot.store.failures import Failure
from bot.store.stores import Store

_PROMPT_ROOM = 900


async def failure_panel(store: Store, guild_id: int, error_id: str) -> Layout | None:
    """The card of a failure of this guild; `None` if there is none with that id."""
    row = await store.failures.get(guild_id, error_id)
    if row is None:
        return None
    job = await store.jobs.get(row.job_id) if row.job_id else None
    shows = (await store.settings.guild(guild_id)).settings.show_prompts
    is_unlisted = bool(await store.settings.unlisted([row.user_id]))
    return _card(
        row,
        is_unlisted=is_unlisted,
        prompt=prompt_words(job, shows=shows),
        # The member's card names them.
        link=None if is_unlisted or job is None else _link(job),
    )


def prompt_words(job: Job | None, *, shows: bool) -> str:
    """The prompt, or why it is not shown. No guild can decide to see private ones."""
    if job is None:
        return ""
    if job.private:
        return errors.PROMPT_PRIVATE()
    if not shows:
        return errors.PROMPT_NOT_SHOWN()
    if job.forgotten_at is not None or not job.request.prompt:
        return errors.PROMPT_FORGOTTEN()
    return errors.prompt(quoted(job.request.prompt, _PROMPT_ROOM))


def _link(job: Job) -> str | None:
    origin = job.origin
    if job.private or origin.card_message_id is None:
        return None
    return jump_link(origin.guild_id, origin.channel_id, origin.card_message_id)


def _card(row: Failure, *, is_unlisted: bool, prompt: str, link: str | None) -> Layout:
    unlisted = {row.user_id} if is_unlisted else set()
    return layout(
        FAULT,
        [
            text(f"### {errors.failure_head(row.error_id)}", errors.told(_told(row))),
            text(errors.advice(row.code, row.category)),
            text(*(f"- {fact}" for fact in errors.facts(row, unlisted))),
            *([text(prompt, errors.where_asked(link) if link else "")] if prompt else ()),
        ],
    )


def _told(row: Failure) -> str:
    """What the member read. Beside pictures that came there is room for the reason alone."""
    said = failure(row.told)
    return said.happened if errors.part_of(row) else f"{said.happened} {said.charged} {said.next}"
