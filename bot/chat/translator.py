"""Names and descriptions of commands in every language there is: Discord shows each person theirs."""

from discord import Locale, app_commands

from bot.chat.i18n import COMMAND, OPTION, translation

_Location = app_commands.TranslationContextLocation
#: Names, by the place they stand in; other texts have no context of their own.
_CONTEXTS = {
    _Location.command_name: COMMAND,
    _Location.group_name: COMMAND,
    _Location.parameter_name: OPTION,
}


class Translations(app_commands.Translator):
    """Looks words up in the catalogue. What it lacks stays English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """One text in one language."""
        # An entry of a menu is a sentence.
        in_menu = isinstance(context.data, app_commands.ContextMenu)
        kind = None if in_menu else _CONTEXTS.get(context.location)
        return translation(string.message, locale.value, context=kind)
