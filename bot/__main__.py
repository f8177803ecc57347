"""`inkling`, and `python -m bot`: the bot at once, every other command through the parser."""

import sys
from pathlib import Path

from bot.terminal.run import DEFAULT_ENV, run


def main() -> None:
    """The console script."""
    match sys.argv[1:]:
        # As people and service managers write it: nobody waits for a parser then.
        case ["run"]:
            sys.exit(run(DEFAULT_ENV))
        case ["run", "--env-file", path] if not path.startswith("-"):
            sys.exit(run(Path(path)))
        case _:
            from bot.cli import cli

            cli()


if __name__ == "__main__":
    main()
