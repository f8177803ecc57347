"""Faults on demand: what to break is read by `grammar`, counted by `book`, and done by the others."""
