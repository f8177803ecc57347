"""The operator's commands of the terminal. Each loads what it needs when it is called."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.ops.clock import SystemClock
from bot.terminal.command import EnvFile, configured, explained
from bot.terminal.exits import Exit
from bot.terminal.loading import loading
from bot.terminal.log import start_log
from bot.terminal.run import DEFAULT_ENV

if TYPE_CHECKING:
    from bot.terminal.operator.beside import Beside
    from bot.terminal.operator.report import Report

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
GuildId = Annotated[int, typer.Argument(help="Its id, as `inkling guilds` prints it.")]
Credits = Annotated[int | None, typer.Option(min=0, help="Catalogue credits; 0 stops it.")]
DaysBack = Annotated[int, typer.Option(min=1, help="Of how many days.")]
Most = Annotated[int, typer.Option(min=1, help="At most so many lines.")]
ModelName = Annotated[str, typer.Argument(help="Its name, as `inkling models` prints it.")]

operator = typer.Typer(pretty_exceptions_enable=False)
models_app = typer.Typer(help="The models, and which are switched off.", pretty_exceptions_enable=False)
guilds_app = typer.Typer(help="The servers: use, ceilings, access.", pretty_exceptions_enable=False)
operator.add_typer(models_app, name="models")
operator.add_typer(guilds_app, name="guilds")


@operator.command()
def pause(
    message: Annotated[str, typer.Option(help="What members read when they ask.")] = "",
    env_file: EnvFile = DEFAULT_ENV,
    as_json: Json = False,
) -> None:
    """Take no requests until `resume`, also in a bot that runs. What runs goes on."""
    with loading():
        from bot.terminal.operator import taking
    _perform(lambda beside: taking.pause(beside, message), env_file, as_json)


@operator.command()
def resume(env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """Take requests again, after a pause or maintenance."""
    with loading():
        from bot.terminal.operator import taking
    _perform(taking.resume, env_file, as_json)


@operator.command()
def maintenance(env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """Take nothing new, and tell how many jobs have not ended."""
    with loading():
        from bot.terminal.operator import taking
    _perform(taking.maintenance, env_file, as_json)


@models_app.callback(invoke_without_command=True)
def models(context: typer.Context, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """The models, and which are switched off."""
    if context.invoked_subcommand is None:
        with loading():
            from bot.terminal.operator import taking
        _perform(taking.models, env_file, as_json)


@models_app.command("on")
def model_on(name: ModelName, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """Let members have it."""
    with loading():
        from bot.terminal.operator import taking
    _perform(lambda beside: taking.switch(beside, name, offered=True), env_file, as_json)


@models_app.command("off")
def model_off(name: ModelName, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """Neither offer nor take it."""
    with loading():
        from bot.terminal.operator import taking
    _perform(lambda beside: taking.switch(beside, name, offered=False), env_file, as_json)


@operator.command()
def spending(env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """What each gateway cost today and this month, against its budget."""
    with loading():
        from bot.terminal.operator import money
    _perform(money.spending, env_file, as_json)


@operator.command()
def budget(
    gateway: Annotated[str, typer.Argument(help="As in openoctopus.")],
    day: Credits = None,
    month: Credits = None,
    warn_at: Annotated[
        int | None, typer.Option(min=1, max=100, help="Percent at which you are warned.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Lift its limits.")] = False,
    env_file: EnvFile = DEFAULT_ENV,
    as_json: Json = False,
) -> None:
    """Limit what a gateway may cost a day and a month (UTC). What is not named stays."""
    with loading():
        from bot.terminal.operator import money
    _perform(
        lambda beside: money.budget(beside, gateway, day=day, month=month, warn_at=warn_at, remove=remove),
        env_file,
        as_json,
    )


@operator.command()
def errors(
    days: DaysBack = 1, most: Most = 50, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False
) -> None:
    """What failed in all servers, the most frequent first."""
    with loading():
        from bot.terminal.operator import sums
    _perform(lambda beside: sums.errors(beside, days=days, most=most), env_file, as_json)


@operator.command()
def usage(
    days: DaysBack = 1, most: Most = 50, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False
) -> None:
    """Which servers asked for how much, those first that cost most."""
    with loading():
        from bot.terminal.operator import sums
    _perform(lambda beside: sums.usage(beside, days=days, most=most), env_file, as_json)


@guilds_app.callback(invoke_without_command=True)
def guilds(context: typer.Context, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """The servers, with what they use today."""
    if context.invoked_subcommand is None:
        with loading():
            from bot.terminal.operator import guilds as servers
        _perform(servers.listed, env_file, as_json)


@guilds_app.command("show")
def guild_show(guild: GuildId, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """One server: what it uses and may cost."""
    with loading():
        from bot.terminal.operator import guilds as servers
    _perform(lambda beside: servers.shown(beside, guild), env_file, as_json)


@guilds_app.command("ceiling")
def guild_ceiling(
    guild: GuildId,
    day: Credits = None,
    week: Credits = None,
    month: Credits = None,
    env_file: EnvFile = DEFAULT_ENV,
    as_json: Json = False,
) -> None:
    """Limit what a server may cost (UTC). What is not named stays; with nothing named, all of it is lifted.

    Server 0 is every server without a ceiling of its own.
    """
    with loading():
        from bot.terminal.operator import guilds as servers
    _perform(lambda beside: servers.limited(beside, guild, (day, week, month)), env_file, as_json)


@guilds_app.command("allow")
def guild_allow(guild: GuildId, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """Let a server in, also while only allowed servers are served."""
    with loading():
        from bot.domain.operator import Access
        from bot.terminal.operator import guilds as servers
    _perform(lambda beside: servers.decided(beside, guild, Access.ALLOWED), env_file, as_json)


@guilds_app.command("block")
def guild_block(
    guild: GuildId,
    reason: Annotated[str, typer.Option(help="Why; its members read it.")],
    env_file: EnvFile = DEFAULT_ENV,
    as_json: Json = False,
) -> None:
    """Make no pictures in a server."""
    with loading():
        from bot.domain.operator import Access
        from bot.terminal.operator import guilds as servers
    _perform(lambda beside: servers.decided(beside, guild, Access.BLOCKED, reason), env_file, as_json)


@guilds_app.command("clear")
def guild_clear(guild: GuildId, env_file: EnvFile = DEFAULT_ENV, as_json: Json = False) -> None:
    """Take back that a server is allowed or blocked."""
    with loading():
        from bot.domain.operator import Access
        from bot.terminal.operator import guilds as servers
    _perform(lambda beside: servers.decided(beside, guild, Access.DEFAULT), env_file, as_json)


@guilds_app.command("access")
def guild_access(
    allowed_only: Annotated[bool, typer.Option("--allowed-only/--all", help="Whom to serve.")],
    env_file: EnvFile = DEFAULT_ENV,
    as_json: Json = False,
) -> None:
    """Serve every server that is not blocked, or only those that were allowed."""
    with loading():
        from bot.terminal.operator import guilds as servers
    _perform(lambda beside: servers.served(beside, allowed_only=allowed_only), env_file, as_json)


def _perform(work: Callable[[Beside], Awaitable[Report]], env_file: Path, as_json: bool) -> None:
    """Do it on the database, and print what came of it."""
    with loading():
        from rich.console import Console

        from bot.terminal.operator.beside import beside
        from bot.terminal.operator.report import show
    config = configured(env_file)
    start_log(config, "warning")

    async def performed() -> Report:
        async with beside(config, clock=SystemClock()) as opened:
            return await work(opened)

    with explained():
        report = asyncio.run(performed())
        show(report, Console(stderr=report.refused), as_json=as_json)
        raise typer.Exit(Exit.REFUSED if report.refused else Exit.OK)
