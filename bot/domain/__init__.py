"""Values and pure decisions. Standard library only; no I/O."""
