"""Draws what the prompts ask for: a small landscape with its subject, the same for the same words."""
