"""Putting together what commands, buttons and windows work with. Loaded once the client has logged in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat.alerts import Alerts
from bot.chat.buttons import BUTTONS
from bot.chat.change import CHANGE_BUTTONS, CHANGE_FORMS
from bot.chat.charts import Drawing
from bot.chat.confirm import CONFIRM_BUTTONS
from bot.chat.create import PROMPT_FORMS, CreateButton
from bot.chat.forms import Forms
from bot.chat.front import DiscordFront
from bot.chat.incidents import Incidents
from bot.chat.operators import operators_of
from bot.chat.policy import Policy
from bot.chat.requests import Requests
from bot.chat.results.buttons import ResultButton
from bot.chat.results.results import Results
from bot.chat.results.windows import FORMS
from bot.chat.reveal import Reveal
from bot.chat.safety.moderation import Moderation
from bot.chat.settings import FaceSettings
from bot.chat.showcase.showcase import Showcase
from bot.chat.strays import Strays
from bot.chat.withheld import WithheldButton
from bot.domain.ids import Ids
from bot.domain.job import Job
from bot.engine.engine import Engine
from bot.engine.erasure import Erasure
from bot.engine.export import Export
from bot.gateways.catalogue import Catalogue
from bot.gateways.gateway import Gateway
from bot.gateways.intake import Intake
from bot.store.stores import Store

if TYPE_CHECKING:
    from bot.chat.client import Bot


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What the edge hands to a client that has logged in."""

    engine: Engine
    #: The one the engine was given.
    front: DiscordFront
    store: Store
    gateways: Mapping[str, Gateway]
    #: Those on offer here.
    models: Catalogue
    #: One of them.
    default_model: str
    intake: Intake
    erasure: Erasure
    settings: FaceSettings
    ids: Ids


def furnish(bot: Bot, handed: Handed) -> None:
    """Give the client what its commands call, before they are loaded."""
    _hand_over(bot, handed)
    store, settings = handed.store, handed.settings
    bot.export = Export(people=store.people, images=settings.images_dir)
    bot.drawing = Drawing()
    bot.incidents = Incidents(
        database=store.database, failures=store.failures, clock=bot.clock, ids=handed.ids
    )
    bot.requests = Requests(
        engine=handed.engine,
        jobs=store.jobs,
        models=handed.models,
        intake=handed.intake,
        images_dir=settings.images_dir,
        clock=bot.clock,
        patience=settings.patience,
    )
    bot.forms, bot.strays = Forms(), Strays()
    bot.policy = Policy(decisions=store.settings, hide_unrated=settings.spoiler_unrated)
    bot.reveal = Reveal(
        jobs=store.jobs, pictures=store.pictures, policy=bot.policy, images_dir=settings.images_dir
    )
    bot.showcase = Showcase.over(bot, images_dir=settings.images_dir)
    bot.moderation = Moderation.over(bot, images_dir=settings.images_dir)
    bot.alerts = Alerts.over(bot)
    bot.results = Results.over(bot, images_dir=settings.images_dir)


def _hand_over(bot: Bot, handed: Handed) -> None:
    bot.engine, bot.front = handed.engine, handed.front
    bot.store, bot.gateways, bot.ids = handed.store, handed.gateways, handed.ids
    bot.models, bot.default_model = handed.models, handed.default_model
    bot.erasure, bot.outside = handed.erasure, handed.settings.outside
    bot.operators = operators_of(bot.application, handed.settings.operator_ids)
    bot.grace_days = handed.settings.grace_days


def wake(bot: Bot) -> None:
    """Have the buttons of old messages work, and the engine's news shown."""
    bot.add_dynamic_items(*BUTTONS, *CONFIRM_BUTTONS, *CHANGE_BUTTONS)
    bot.add_dynamic_items(CreateButton, ResultButton, WithheldButton)
    bot.forms.add(*PROMPT_FORMS, *CHANGE_FORMS, *FORMS)

    async def hear(job: Job) -> None:
        """A job has failed, and who asked was told."""
        bot.alerts.note(job)
        await bot.moderation.strikes.tell(job)

    bot.front.open(
        bot,
        policy=bot.policy,
        addresses=bot.engine.addresses,
        operator_knows=bot.engine.alarm.told_of,
        heard=hear,
    )
