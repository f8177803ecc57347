"""The tables. Snowflakes and epoch milliseconds are BIGINT; amounts are credits."""

from bot.store.schema.base import metadata
from bot.store.schema.guilds import channel_settings, guild_settings, guilds, setting_changes, user_settings
from bot.store.schema.jobs import IS_AT_WORK, IS_UNTOLD, durations, failures, images, job_events, jobs, tasks
from bot.store.schema.members import drafts, favourites, presets, showcase
from bot.store.schema.moderation import blocks, failure_alerts, filters, mod_actions, reports, strikes
from bot.store.schema.operator import operator_alerts, operator_settings, spending
from bot.store.schema.people import erasures, farewells
from bot.store.schema.quotas import (
    appeals,
    grants,
    guild_prices,
    ledger,
    quota,
    quota_resets,
    quota_rules,
)

__all__ = (
    "IS_AT_WORK",
    "IS_UNTOLD",
    "appeals",
    "blocks",
    "channel_settings",
    "drafts",
    "durations",
    "erasures",
    "failure_alerts",
    "failures",
    "farewells",
    "favourites",
    "filters",
    "grants",
    "guild_prices",
    "guild_settings",
    "guilds",
    "images",
    "job_events",
    "jobs",
    "ledger",
    "metadata",
    "mod_actions",
    "operator_alerts",
    "operator_settings",
    "presets",
    "quota",
    "quota_resets",
    "quota_rules",
    "reports",
    "setting_changes",
    "showcase",
    "spending",
    "strikes",
    "tasks",
    "user_settings",
)
