"""Inkling: a Discord bot that turns `/imagine` into pictures."""
