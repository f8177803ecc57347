"""`python -m sandbox gateway|discord|demo`: see Inkling work with no account and no network.

Each command lives in a module with `add_arguments(parser)` and `run(args) -> int` (the exit code).
Only the module of the command that was asked for is imported.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

COMMANDS = {
    "gateway": ("sandbox.gateway.command", "Stand in for both image gateways."),
    "discord": ("sandbox.discord.command", "Stand in for Discord: REST, gateway, CDN and a page to look at."),
    "demo": ("sandbox.demo", "Start both stand-ins and the bot, and play one /imagine."),
}


def main(argv: Sequence[str]) -> int:
    """Parse the name of the command, then hand the rest of the line to its module."""
    listing = "\n".join(f"  {name:9} {summary}" for name, (_, summary) in COMMANDS.items())
    front = argparse.ArgumentParser(
        prog="python -m sandbox",
        description="Local stand-ins for the services that Inkling talks to.",
        epilog=f"commands:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    front.add_argument("command", choices=COMMANDS, metavar="command")
    name = front.parse_args(argv[:1]).command
    module_name, summary = COMMANDS[name]
    module = importlib.import_module(module_name)
    parser = argparse.ArgumentParser(prog=f"python -m sandbox {name}", description=summary)
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(argv[1:]))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
