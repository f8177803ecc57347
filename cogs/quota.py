"""`/quota`: what moderators decide about credits and requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.chat.explain import whisper, whisper_card
from bot.chat.permissions import require_guild
from bot.chat.picker import Choice
from bot.chat.quota import choices, standings
from bot.chat.quota.calendar import Calendars
from bot.chat.quota.changed import UndoButton
from bot.chat.quota.given import TakeBackButton
from bot.chat.quota.limits import Limits, place_of
from bot.chat.quota.listing import ListPage
from bot.chat.quota.options import (
    GIFT,
    LIMIT,
    TOGETHER,
    USUAL,
    WEEK_STARTS,
    WHATS,
    Amount,
    Channel,
    Reason,
    measure_of,
    roles_told,
)
from bot.chat.quota.panel_forms import PANEL_FORMS
from bot.chat.quota.panel_items import PANEL_ITEMS
from bot.chat.quota.pricing import Pricing
from bot.chat.quota.undoing import ChangeUndoButton
from bot.chat.words import quota_answers, replies
from bot.chat.words import quota_prompts as prompts
from bot.domain.price import PricedKind
from bot.domain.quota import MEASURES, Bucket, Measure, Scope

if TYPE_CHECKING:
    from bot.chat.client import Bot

Interaction = discord.Interaction[Any]


@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Quota(commands.GroupCog, group_name="quota", group_description=prompts.QUOTA):
    """Hidden from members, until a server gives it to a role. Their own view is `/credits`."""

    limits = app_commands.Group(name="set", description=prompts.SET)
    gifts = app_commands.Group(name="grant", description=prompts.GRANT)
    resets = app_commands.Group(name="reset", description=prompts.RESET)

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.pricing = Pricing(bot)
        self.calendars = Calendars(bot)

    @app_commands.command(description=prompts.SHOW)
    @app_commands.describe(member=prompts.MEMBER, role=prompts.ROLE, channel=prompts.IN_CHANNEL)
    async def show(
        self,
        interaction: Interaction,
        member: discord.Member | discord.User | None = None,
        role: discord.Role | None = None,
        channel: Channel | None = None,
    ) -> None:
        guild_id = require_guild(interaction)
        if role is not None and (member or channel):
            await whisper(interaction, quota_answers.ONE_OF_THEM())
        elif role is not None and not role.is_default():
            await whisper_card(interaction, await standings.role_card(self.bot, guild_id, role.id))
        elif member is not None:
            card = await standings.member_card(
                self.bot, guild_id, member.id, roles=roles_told(member) or (), channel_id=channel
            )
            await whisper_card(interaction, card)
        elif channel is not None:
            await whisper_card(interaction, await standings.channel_card(self.bot, guild_id, channel))
        else:
            await whisper_card(interaction, await standings.server_card(self.bot, guild_id))

    @limits.command(name="server", description=prompts.SET_SERVER)
    @app_commands.describe(**LIMIT)
    @app_commands.choices(what=TOGETHER)
    async def set_server(self, interaction: Interaction, amount: Amount, what: str = USUAL) -> None:
        await self._set(interaction, Scope.GUILD, 0, amount, what)

    @limits.command(name="everyone", description=prompts.SET_EVERYONE)
    @app_commands.describe(**LIMIT)
    @app_commands.choices(what=WHATS)
    async def set_everyone(self, interaction: Interaction, amount: Amount, what: str = USUAL) -> None:
        await self._set(interaction, Scope.EVERYONE, 0, amount, what)

    @limits.command(name="role", description=prompts.SET_ROLE)
    @app_commands.describe(role=prompts.ROLE, **LIMIT)
    @app_commands.choices(what=WHATS)
    async def set_role(
        self, interaction: Interaction, role: discord.Role, amount: Amount, what: str = USUAL
    ) -> None:
        await self._set(interaction, Scope.ROLE, role.id, amount, what)

    @limits.command(name="channel", description=prompts.SET_CHANNEL)
    @app_commands.describe(channel=prompts.CHANNEL, **LIMIT)
    @app_commands.choices(what=TOGETHER)
    async def set_channel(
        self, interaction: Interaction, channel: Channel, amount: Amount, what: str = USUAL
    ) -> None:
        await self._set(interaction, Scope.CHANNEL, channel, amount, what)

    @limits.command(name="member", description=prompts.SET_MEMBER)
    @app_commands.describe(member=prompts.MEMBER, **LIMIT)
    @app_commands.choices(what=WHATS)
    async def set_member(
        self,
        interaction: Interaction,
        member: discord.Member | discord.User,
        amount: Amount,
        what: str = USUAL,
    ) -> None:
        await self._set(interaction, Scope.MEMBER, member.id, amount, what, roles=roles_told(member))

    @app_commands.command(description=prompts.REMOVE)
    @app_commands.describe(rule=prompts.RULE)
    async def remove(self, interaction: Interaction, rule: str) -> None:
        await self.bot.limits.remove(interaction, require_guild(interaction), rule)

    @gifts.command(name="server", description=prompts.GRANT_SERVER)
    @app_commands.rename(amount="credits")
    @app_commands.describe(**GIFT)
    async def grant_server(
        self, interaction: Interaction, amount: Amount, expires: str = "", reason: Reason = ""
    ) -> None:
        bucket = Bucket(Scope.GUILD, require_guild(interaction))
        await self.bot.limits.give(interaction, bucket, amount, expires, reason)

    @gifts.command(name="channel", description=prompts.GRANT_CHANNEL)
    @app_commands.rename(amount="credits")
    @app_commands.describe(channel=prompts.CHANNEL, **GIFT)
    async def grant_channel(
        self,
        interaction: Interaction,
        channel: Channel,
        amount: Amount,
        expires: str = "",
        reason: Reason = "",
    ) -> None:
        bucket = Bucket(Scope.CHANNEL, require_guild(interaction), channel)
        await self.bot.limits.give(interaction, bucket, amount, expires, reason)

    @gifts.command(name="member", description=prompts.GRANT_MEMBER)
    @app_commands.rename(amount="credits")
    @app_commands.describe(member=prompts.MEMBER, **GIFT)
    async def grant_member(
        self,
        interaction: Interaction,
        member: discord.User,
        amount: Amount,
        expires: str = "",
        reason: Reason = "",
    ) -> None:
        bucket = Bucket(Scope.MEMBER, require_guild(interaction), member.id)
        await self.bot.limits.give(interaction, bucket, amount, expires, reason)

    @app_commands.command(description=prompts.REVOKE)
    @app_commands.describe(grant=prompts.WHICH_GRANT)
    async def revoke(self, interaction: Interaction, grant: str) -> None:
        await self.bot.limits.revoke(interaction, require_guild(interaction), grant)

    @resets.command(name="server", description=prompts.RESET_SERVER)
    async def reset_server(self, interaction: Interaction) -> None:
        await self.bot.limits.reset(interaction, Bucket(Scope.GUILD, require_guild(interaction)))

    @resets.command(name="channel", description=prompts.RESET_CHANNEL)
    @app_commands.describe(channel=prompts.CHANNEL)
    async def reset_channel(self, interaction: Interaction, channel: Channel) -> None:
        await self.bot.limits.reset(interaction, Bucket(Scope.CHANNEL, require_guild(interaction), channel))

    @resets.command(name="member", description=prompts.RESET_MEMBER)
    @app_commands.describe(member=prompts.MEMBER)
    async def reset_member(self, interaction: Interaction, member: discord.User) -> None:
        await self.bot.limits.reset(interaction, Bucket(Scope.MEMBER, require_guild(interaction), member.id))

    @app_commands.command(name="list", description=prompts.LIST)
    async def show_all(self, interaction: Interaction) -> None:
        await self.bot.limits.show_all(interaction, require_guild(interaction))

    @app_commands.command(description=prompts.PRICE)
    @app_commands.rename(amount="credits")
    @app_commands.describe(
        amount=prompts.PRICE_CREDITS,
        model=prompts.MODEL,
        resolution=prompts.RESOLUTION,
        quality=prompts.QUALITY,
    )
    async def price(
        self,
        interaction: Interaction,
        amount: Amount | None = None,
        model: str = "",
        resolution: str = "",
        quality: str = "",
    ) -> None:
        kind = PricedKind(model, resolution, quality)
        await self.pricing.price(interaction, require_guild(interaction), kind, amount)

    @app_commands.command(description=prompts.PANEL)
    async def panel(self, interaction: Interaction) -> None:
        require_guild(interaction)
        await self.bot.limits.begin(interaction)

    @app_commands.command(description=prompts.CALENDAR)
    @app_commands.describe(time_zone=prompts.TIME_ZONE, week_start=prompts.WEEK_START)
    @app_commands.choices(week_start=WEEK_STARTS)
    async def calendar(
        self, interaction: Interaction, time_zone: str | None = None, week_start: int | None = None
    ) -> None:
        await self.calendars.change(interaction, require_guild(interaction), time_zone, week_start)

    @set_server.autocomplete("amount")
    @set_everyone.autocomplete("amount")
    @set_role.autocomplete("amount")
    @set_channel.autocomplete("amount")
    @set_member.autocomplete("amount")
    async def complete_amount(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """What is typed, as it would be read."""
        return choices.amounts(measure_of(interaction.namespace.what), typed)

    @grant_server.autocomplete("expires")
    @grant_channel.autocomplete("expires")
    @grant_member.autocomplete("expires")
    async def complete_expiry(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Usual lengths of time."""
        return choices.expiries(typed)

    @remove.autocomplete("rule")
    async def complete_rule(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The limits there are."""
        return await choices.rules(self.bot, require_guild(interaction), typed)

    @revoke.autocomplete("grant")
    async def complete_grant(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Extra credits that can still be used."""
        return await choices.grants(self.bot, require_guild(interaction), typed)

    @price.autocomplete("amount")
    async def complete_price(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        """What is typed, and the way back."""
        return self.pricing.amounts(typed)

    @price.autocomplete("model")
    async def complete_model(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The models there are."""
        return self.pricing.models(typed)

    @price.autocomplete("resolution")
    async def complete_resolution(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The resolutions of that model, or of any."""
        return self.pricing.values("resolution", interaction.namespace.model, typed)

    @price.autocomplete("quality")
    async def complete_quality(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        """The qualities of that model, or of any."""
        return self.pricing.values("quality", interaction.namespace.model, typed)

    @calendar.autocomplete("time_zone")
    async def complete_zone(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        """Time zones, with what their clocks show."""
        return choices.zones(typed, self.bot.clock.wall_ms())

    async def _set(
        self,
        interaction: Interaction,
        scope: Scope,
        subject_id: int,
        amount: str,
        what: str,
        *,
        roles: tuple[int, ...] | None = None,
    ) -> None:
        guild_id = require_guild(interaction)
        if what not in MEASURES[scope]:
            await whisper(interaction, replies.OUTDATED())
            return
        place = place_of(guild_id, scope, subject_id, Measure(what))
        await self.bot.limits.set(interaction, place, amount, roles=roles)


async def setup(bot: Bot) -> None:
    """Add the commands, and wake what earlier processes answered."""
    bot.limits = Limits(bot)
    bot.add_dynamic_items(*PANEL_ITEMS, UndoButton, ChangeUndoButton, TakeBackButton, ListPage)
    bot.forms.add(*PANEL_FORMS)
    await bot.add_cog(Quota(bot))
