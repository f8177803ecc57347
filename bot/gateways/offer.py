"""Which models people can have here: those of the catalogue that a key opens."""

from dataclasses import dataclass

from bot.config import Config, ConfigError
from bot.gateways.catalogue import Catalogue, load_catalogue


@dataclass(frozen=True, slots=True)
class Offer:
    """The models people can have."""

    #: Only what the gateways with a key serve.
    models: Catalogue
    #: Used when nobody names one.
    default_model: str


def read_offer(config: Config) -> Offer:
    """The catalogue, as far as there are keys for it.

    Raises:
        CatalogueError: the operator's file cannot be used.
        ConfigError: no model is left, or the default is not among them.
    """
    keys = {"openoctopus": config.openoctopus_api_key, "octopusx": config.octopusx_api_key}
    models = load_catalogue(config.models_file).served_by([name for name, key in keys.items() if key])
    if not models.models:
        words = "no gateway with a key serves any model of the catalogue. Add a key or a model."
        raise ConfigError((f"MODELS_FILE: {words}",))
    default_model = config.default_model or next(iter(models.models))
    if default_model not in models.models:
        known = ", ".join(models.models)
        raise ConfigError((f"DEFAULT_MODEL: {default_model!r} is not on offer. Use one of {known}.",))
    return Offer(models, default_model)
