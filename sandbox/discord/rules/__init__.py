"""Discord's rules for the bodies it is sent: pure decisions on plain wire dictionaries."""

from sandbox.discord.rules.callback import check_callback
from sandbox.discord.rules.commands import check_command, check_commands
from sandbox.discord.rules.errors import FieldError, Refusal, discord_error, form_body, refuse
from sandbox.discord.rules.message import Endpoint, check_message
from sandbox.discord.rules.options import check_options

__all__ = (
    "Endpoint",
    "FieldError",
    "Refusal",
    "check_callback",
    "check_command",
    "check_commands",
    "check_message",
    "check_options",
    "discord_error",
    "form_body",
    "refuse",
)
