"""Names of languages, as their speakers write them."""


def own_name(locale: str) -> str:
    """As in "Deutsch"; the code itself for a language nobody knows."""
    # Loaded only where somebody chooses a language.
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(locale, sep="-").display_name
    except (UnknownLocaleError, ValueError):
        return locale
    return name[:1].upper() + name[1:] if name else locale
