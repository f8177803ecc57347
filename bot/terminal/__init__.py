"""Inkling without Discord: pictures, checks and care from a shell."""
