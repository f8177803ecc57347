"""The command line: words in, one call, an exit code out.

Each command loads what it needs when it is called, so that none waits for the parts of the others.
"""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from bot.config import Need
from bot.domain.request import ImageRequest
from bot.ops.clock import SystemClock
from bot.ops.log import configure_logging
from bot.terminal.command import EnvFile, configured, explained
from bot.terminal.exits import Exit
from bot.terminal.loading import loading
from bot.terminal.log import start_log
from bot.terminal.operator.commands import operator
from bot.terminal.run import DEFAULT_ENV
from bot.terminal.run import run as run_bot

cli = typer.Typer(
    name="inkling",
    help="A Discord bot that turns /imagine into pictures.",
    no_args_is_help=True,
    add_completion=False,
    # Its tracebacks go past the log and so past the mask over secrets.
    pretty_exceptions_enable=False,
)
cli.add_typer(operator)


HERE = Path()


@cli.command()
def run(env_file: EnvFile = DEFAULT_ENV) -> None:
    """Run the bot until it is told to stop."""
    raise typer.Exit(run_bot(env_file))


@cli.command()
def imagine(
    prompt: Annotated[str, typer.Argument(help="What to paint.")],
    aspect_ratio: Annotated[str | None, typer.Option(help="Width to height, as in 16:9.")] = None,
    quality: Annotated[str | None, typer.Option(help="low, medium or high.")] = None,
    resolution: Annotated[str | None, typer.Option(help="1k, 2k or 4k.")] = None,
    output_format: Annotated[str | None, typer.Option("--format", help="png, jpeg or webp.")] = None,
    count: Annotated[int, typer.Option(min=1, help="How many pictures.")] = 1,
    model: Annotated[str, typer.Option(help="Name in the model catalogue.")] = "",
    style: Annotated[str | None, typer.Option(help="Where the model has styles.")] = None,
    background: Annotated[str | None, typer.Option(help="Where the model has backgrounds.")] = None,
    watermark: Annotated[bool | None, typer.Option(help="Where the model has a watermark.")] = None,
    reference: Annotated[
        list[Path] | None,
        typer.Option(exists=True, dir_okay=False, help="Picture to go by; may be given several times."),
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="File or folder to save to.")] = HERE,
    env_file: EnvFile = DEFAULT_ENV,
) -> None:
    """Make pictures here and now; prints where they are."""
    with loading():
        from rich.console import Console

        from bot.terminal.files import Target
        from bot.terminal.imagine import Wish
        from bot.terminal.imagine import imagine as make_pictures
    config = configured(env_file, Need.GATEWAY)
    start_log(config, "debug" if config.log_level == "debug" else "warning")
    request = ImageRequest(
        prompt=prompt,
        model=model,
        count=count,
        aspect_ratio=aspect_ratio,
        resolution=resolution,
        quality=quality,
        output_format=output_format,
        style=style,
        background=background,
        watermark=watermark,
    )
    wish = Wish(request=request, target=Target(output), references=tuple(reference or ()))
    with explained():
        made = make_pictures(config, wish, clock=SystemClock(), out=Console(), err=Console(stderr=True))
        raise typer.Exit(asyncio.run(made))


@cli.command()
def doctor(env_file: EnvFile = DEFAULT_ENV) -> None:
    """Check configuration, models, database, gateways, token and permissions. Spends and posts nothing."""
    configure_logging(level="error", style="console")
    with explained():
        raise typer.Exit(asyncio.run(_report(env_file)))


@cli.command()
def invite(
    user: Annotated[
        bool, typer.Option("--user", help="For one person's own account instead of a server.")
    ] = False,
    env_file: EnvFile = DEFAULT_ENV,
) -> None:
    """Print the link that adds the bot to a server, with the least permissions."""
    with loading():
        from bot.terminal import invite as invitation
    config = configured(env_file, Need.DISCORD)
    link = invitation.personal_link if user else invitation.server_link
    with explained():
        typer.echo(link(asyncio.run(invitation.find_application_id(config))))


@cli.command()
def backup(
    target: Annotated[Path, typer.Argument(help="File to write; it must not exist.")],
    env_file: EnvFile = DEFAULT_ENV,
) -> None:
    """Write a consistent copy of the database, also while the bot runs."""
    with loading():
        from bot.terminal.backup import backup as write_backup
    with explained():
        write_backup(configured(env_file), target)
    typer.echo(target)


async def _report(env_file: Path) -> Exit:
    with loading():
        from rich.console import Console

        from bot.terminal.doctor import Verdict, examine
    console = Console()
    faults = 0
    styles = {Verdict.OK: "green", Verdict.FAULT: "bold red", Verdict.SKIPPED: "yellow"}
    async for finding in examine(os.environ, env_file):
        console.print(
            f"{finding.verdict:8}", style=styles[finding.verdict], end="", markup=False, highlight=False
        )
        console.print(f"{finding.part}: {finding.text}", markup=False, highlight=False, soft_wrap=True)
        faults += finding.verdict is Verdict.FAULT
    return Exit.FAILED if faults else Exit.OK
