"""`python -m sandbox demo`: both stand-ins and the bot, each a process of its own, with nothing to set up."""

from sandbox.demo.command import add_arguments, run

__all__ = ("add_arguments", "run")
