"""What every command of the terminal begins and ends with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.config import Config, Need, load_config
from bot.terminal.ending import end
from bot.terminal.exits import Exit

EnvFile = Annotated[Path, typer.Option("--env-file", help="Settings to read beside the environment.")]


def configured(env_file: Path, *needs: Need) -> Config:
    """The settings; ends the program where they cannot be used."""
    with explained():
        return load_config(os.environ, env_file, needs=needs)


@contextmanager
def explained() -> Iterator[None]:
    """Turn an error into one line per fault and an exit code; a bug of ours into a masked traceback."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(Exit.INTERRUPTED) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:
        raise typer.Exit(end(error)) from None
