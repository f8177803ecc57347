"""The floor: a bot that does nothing but answer `/imagine` with a constant text.

`python -m bench.bare`, with the same environment as Inkling's.
"""

import os

import discord
import yarl
from discord import app_commands


class Bare(discord.Client):
    """Registers its command and answers it, as discord.py's own examples do."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Register the command."""
        self.tree.add_command(imagine)
        await self.tree.sync()


@app_commands.command(description="Answers with a constant text")
async def imagine(interaction: discord.Interaction[Bare], prompt: str) -> None:
    """Answer at once."""
    del prompt
    await interaction.response.send_message("Your picture is on its way.")


def main() -> None:
    """Run until told to stop."""
    discord.http.Route.BASE = os.environ["DISCORD_API_BASE"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
    Bare().run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
