"""The log as it is configured."""

from bot.config import Config
from bot.ops.log import configure_logging


def start_log(config: Config, level: str, *, held: bool = False) -> None:
    """Log from here on, without the secrets of the configuration. `held` is that of `configure_logging`."""
    secrets = [config.discord_token, config.openoctopus_api_key, config.octopusx_api_key]
    configure_logging(
        level=level,
        style=config.log_format,
        secrets=[each.get_secret_value() for each in secrets if each],
        held=held,
    )
