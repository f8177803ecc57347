"""Point discord.py at the addresses that are configured, before any client starts."""

from bot.chat.endpoints import use_endpoints
from bot.config import Config


def aim(config: Config) -> None:
    """For the whole process."""
    use_endpoints(
        api_base=config.discord_api_base,
        gateway_url=config.discord_gateway_url,
        cdn_base=config.discord_cdn_base,
    )
