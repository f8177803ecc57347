"""`/operator`: what whoever runs the bot decides for all of it, without a restart."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat import charted
from bot.chat.explain import whisper
from bot.chat.herald import Herald
from bot.chat.operators import is_operator, require_operator
from bot.chat.panels.guilds import GuildsPage, guild_card, guilds_panel, name_of
from bot.chat.panels.operator import faults_card, models_card, spending_card, usage_charted
from bot.chat.picker import Choice, matching
from bot.chat.residents import all_residents, decide_access, find_resident
from bot.chat.usage import View
from bot.chat.wire import Wire
from bot.chat.words import operator, usage
from bot.chat.words import operator_prompts as prompts
from bot.domain.keeping import DAY_MS
from bot.domain.operator import Access, Budget, GuildAccess
from bot.domain.quota import MOST, Bucket, Scope

if TYPE_CHECKING:
    from bot.chat.client import Bot
    from bot.store.census import Resident

_REASON = 300
#: Lines that fit into one answer.
_LINES = 20

Credits = app_commands.Range[int, 0, MOST]
Days = app_commands.Range[int, 1, 90]
Percent = app_commands.Range[int, 1, 100]
Words = app_commands.Range[str, 1, _REASON]
#: Members are the servers' own.
_VIEWS = [
    Choice(name=app_commands.locale_str(name.sentence), value=view.value)
    for view, name in usage.VIEWS.items()
    if view is not View.MEMBERS
]


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.default_permissions(administrator=True)
class Operator(commands.GroupCog, group_name="operator", group_description=prompts.OPERATOR):
    """Everything here is for whoever runs the bot, in any server and in direct messages."""

    guild = app_commands.Group(name="guild", description=prompts.GUILD)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._telling: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin to tell the operators what only they can mend."""
        settings = self.bot.store.settings
        herald = Herald(wire=Wire(self.bot), operators=self.bot.operators, settings=settings)
        self._telling = asyncio.create_task(self.bot.engine.alarm.run(herald.tell), name="alarm")

    async def cog_unload(self) -> None:
        """Stop telling."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.gather(self._telling, return_exceptions=True)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let operators through, and tell others kindly.

        Raises:
            NotOperator: of everybody else.
        """
        require_operator(interaction)
        return True

    @app_commands.command(description=prompts.GUILDS)
    async def guilds(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(view=await guilds_panel(self.bot, 0), ephemeral=True)

    @guild.command(name="show", description=prompts.GUILD_SHOW)
    @app_commands.describe(guild=prompts.WHICH_GUILD)
    async def show(self, interaction: discord.Interaction[Any], guild: str) -> None:
        await self._show(interaction, await find_resident(self.bot, guild), heading="")

    @guild.command(name="ceiling", description=prompts.GUILD_CEILING)
    @app_commands.describe(
        guild=prompts.WHICH_GUILD,
        day=prompts.CEILING_DAY,
        week=prompts.CEILING_WEEK,
        month=prompts.CEILING_MONTH,
    )
    async def ceiling(
        self,
        interaction: discord.Interaction[Any],
        guild: str,
        day: Credits | None = None,
        week: Credits | None = None,
        month: Credits | None = None,
    ) -> None:
        resident = await find_resident(self.bot, guild)
        if resident is None:
            await whisper(interaction, operator.NO_SUCH_GUILD())
            return
        by = interaction.user.id
        await self.bot.store.rules.set_ceilings(resident.guild_id, (day, week, month), by=by)
        await self._show(interaction, resident, heading=operator.ceiling_set(name_of(resident)))

    @guild.command(name="allow", description=prompts.GUILD_ALLOW)
    @app_commands.describe(guild=prompts.WHICH_GUILD)
    async def allow(self, interaction: discord.Interaction[Any], guild: str) -> None:
        await whisper(
            interaction,
            await decide_access(self.bot, guild, GuildAccess(Access.ALLOWED), by=interaction.user.id),
        )

    @guild.command(name="block", description=prompts.GUILD_BLOCK)
    @app_commands.describe(guild=prompts.WHICH_GUILD, reason=prompts.BLOCK_REASON)
    async def block(self, interaction: discord.Interaction[Any], guild: str, reason: Words) -> None:
        await whisper(
            interaction,
            await decide_access(self.bot, guild, GuildAccess(Access.BLOCKED, reason), by=interaction.user.id),
        )

    @guild.command(name="clear", description=prompts.GUILD_CLEAR)
    @app_commands.describe(guild=prompts.WHICH_GUILD)
    async def clear(self, interaction: discord.Interaction[Any], guild: str) -> None:
        await self._decide(interaction, guild, GuildAccess())

    @app_commands.command(description=prompts.ACCESS)
    @app_commands.describe(allowed_only=prompts.ALLOWED_ONLY)
    async def access(self, interaction: discord.Interaction[Any], allowed_only: bool) -> None:
        await self.bot.store.operator.serve_allowed_only(allowed_only, by=interaction.user.id)
        await whisper(interaction, operator.access_mode(allowed_only))

    @app_commands.command(description=prompts.PAUSE)
    @app_commands.describe(message=prompts.PAUSE_MESSAGE)
    async def pause(self, interaction: discord.Interaction[Any], message: Words | None = None) -> None:
        await self.bot.store.operator.pause(message or "", by=interaction.user.id)
        await whisper(interaction, operator.paused(message or ""))

    @app_commands.command(description=prompts.RESUME)
    async def resume(self, interaction: discord.Interaction[Any]) -> None:
        rules = self.bot.store.operator.rules
        open_before = rules.paused is None and not rules.maintenance
        await self.bot.store.operator.resume(by=interaction.user.id)
        await whisper(interaction, operator.WAS_NOT_PAUSED() if open_before else operator.RESUMED())

    @app_commands.command(description=prompts.MAINTENANCE)
    async def maintenance(self, interaction: discord.Interaction[Any]) -> None:
        await self.bot.store.operator.begin_maintenance(by=interaction.user.id)
        await whisper(interaction, operator.maintenance(self.bot.engine.open_jobs))

    @app_commands.command(description=prompts.MODELS)
    @app_commands.describe(model=prompts.MODEL, offered=prompts.OFFERED)
    async def models(
        self, interaction: discord.Interaction[Any], model: str | None = None, offered: bool | None = None
    ) -> None:
        if model is None or offered is None:
            card = models_card(self.bot.models.models, self.bot.store.operator.rules)
            await interaction.response.send_message(view=card, ephemeral=True)
        elif model not in self.bot.models.models:
            await whisper(interaction, operator.NO_SUCH_MODEL())
        else:
            await self.bot.store.operator.offer(model, offered, by=interaction.user.id)
            off = self.bot.store.operator.rules.models_off
            any_left = any(name not in off for name in self.bot.models.models)
            await whisper(interaction, operator.model_switched(model, offered=offered, any_left=any_left))

    @app_commands.command(description=prompts.BUDGET)
    @app_commands.describe(
        gateway=prompts.GATEWAY,
        day=prompts.BUDGET_DAY,
        month=prompts.BUDGET_MONTH,
        warn_at=prompts.WARN_AT,
        remove=prompts.NO_BUDGET,
    )
    async def budget(
        self,
        interaction: discord.Interaction[Any],
        gateway: str,
        day: Credits | None = None,
        month: Credits | None = None,
        warn_at: Percent | None = None,
        remove: bool = False,
    ) -> None:
        if gateway not in self._gateways():
            await whisper(interaction, operator.NO_SUCH_GATEWAY())
            return
        before = self.bot.store.operator.rules.budgets.get(gateway, Budget())
        after = Budget(
            day=before.day if day is None else day,
            month=before.month if month is None else month,
            warn_at=warn_at or before.warn_at,
        )
        heading = ""
        if remove or after != before:
            budget = None if remove else after
            await self.bot.store.operator.set_budget(gateway, budget, by=interaction.user.id)
            await self.bot.store.alerts.load()
            self.bot.engine.alarm.look(gateway)
            heading = operator.budget_set(gateway, limited=budget is not None and any(budget.limits()))
        await self._spending(interaction, (gateway,), heading=heading)

    @app_commands.command(description=prompts.SPENDING)
    async def spending(self, interaction: discord.Interaction[Any]) -> None:
        await self._spending(interaction, self._gateways(), heading="")

    @app_commands.command(description=prompts.ERRORS)
    @app_commands.describe(days=prompts.HOW_MANY_DAYS)
    async def errors(self, interaction: discord.Interaction[Any], days: Days = 1) -> None:
        since = self.bot.clock.wall_ms() - days * DAY_MS
        faults = await self.bot.store.census.faults(since=since, limit=_LINES)
        await interaction.response.send_message(view=faults_card(faults, days), ephemeral=True)

    @app_commands.command(description=prompts.USAGE)
    @app_commands.describe(days=prompts.HOW_MANY_DAYS, view=usage.VIEW)
    @app_commands.choices(view=_VIEWS)
    async def usage(
        self, interaction: discord.Interaction[Any], days: Days = 1, view: str = View.DAYS.value
    ) -> None:
        panel = await usage_charted(self.bot, days=days, view=View(view))
        await charted.answer(interaction, panel, drawing=self.bot.drawing)

    @show.autocomplete("guild")
    @ceiling.autocomplete("guild")
    @allow.autocomplete("guild")
    @block.autocomplete("guild")
    @clear.autocomplete("guild")
    async def complete_guild(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The servers, for operators only."""
        if not is_operator(interaction):
            return []
        residents = await all_residents(self.bot)
        return matching([(each.name or str(each.guild_id), str(each.guild_id)) for each in residents], typed)

    @models.autocomplete("model")
    async def complete_model(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """Every model, switched off or not."""
        if not is_operator(interaction):
            return []
        return matching([(model.label, name) for name, model in self.bot.models.models.items()], typed)

    @budget.autocomplete("gateway")
    async def complete_gateway(self, interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
        """The gateways with a key."""
        if not is_operator(interaction):
            return []
        return matching([(name, name) for name in self._gateways()], typed)

    def _gateways(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(model.gateway for model in self.bot.models.models.values()))

    async def _show(
        self, interaction: discord.Interaction[Any], resident: Resident | None, *, heading: str
    ) -> None:
        if resident is None:
            await whisper(interaction, operator.NO_SUCH_GUILD())
            return
        standings = await self.bot.store.quotas.standing_of(
            Bucket(Scope.CEILING, resident.guild_id), now_ms=self.bot.clock.wall_ms()
        )
        card = guild_card(resident, standings, heading=heading, grace_days=self.bot.grace_days)
        await interaction.response.send_message(view=card, ephemeral=True)

    async def _decide(self, interaction: discord.Interaction[Any], guild: str, decided: GuildAccess) -> None:
        await whisper(interaction, await decide_access(self.bot, guild, decided, by=interaction.user.id))

    async def _spending(
        self, interaction: discord.Interaction[Any], gateways: tuple[str, ...], *, heading: str
    ) -> None:
        spent = await self.bot.store.spending.of_all(now_ms=self.bot.clock.wall_ms())
        rules = self.bot.store.operator.rules
        card = spending_card(spent, rules, gateways, heading=heading)
        await interaction.response.send_message(view=card, ephemeral=True)


async def setup(bot: Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Operator(bot))
    bot.add_dynamic_items(GuildsPage)
