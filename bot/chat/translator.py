"""Names and descriptions of commands in every language there is: Discord shows each person theirs."""

from discord import Locale, app_commands

from bot.chat.i18n import NAME, translation

_Location = app_commands.TranslationContextLocation
#: Names of slash commands. They stay, because sentences speak of them.
_KEPT = (_Location.command_name, _Location.group_name)


class Translations(app_commands.Translator):
    """Looks words up in the catalogue. What it lacks stays English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """One text in one language."""
        if context.location in _KEPT and not isinstance(context.data, app_commands.ContextMenu):
            return None
        is_name = context.location is _Location.parameter_name
        return translation(string.message, locale.value, context=NAME if is_name else None)
