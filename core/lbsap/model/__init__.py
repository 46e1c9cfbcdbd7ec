"""Frozen value types: what the whole program and every plugin speak in. Standard library only."""
