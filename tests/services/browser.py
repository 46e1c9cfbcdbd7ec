"""Headless Chromium, to see what a page shows a person."""

from __future__ import annotations

from pathlib import Path

from tests.services import outside, processes

# The second line keeps the browser from calling its maker at every start.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


class Chromium:
    """Opens pages with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self._program = outside.need("Chromium", outside.find("chromium") or outside.find("google-chrome"))
        self._profile = f"--user-data-dir={folder / 'profile'}"

    def text_after_loading(self, address: str) -> str:
        """Return the page's document as it stands once its scripts have run."""
        return processes.run([self._program, *FLAGS, self._profile, "--dump-dom", address], seconds=60)
