"""Logging by the standard library: plain lines for people or one JSON object a line for machines."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """One event a line; line breaks in messages cannot forge another event."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON with its time in UTC."""
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """One event a line for people to read; line breaks in messages cannot forge another event."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name the base class calls
        """The record as one line."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


def set_up(level: str, as_json: bool = False) -> None:
    """Send the program's log to standard error at ``level``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else PlainLines("%(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("lbsap")
    logger.handlers[:] = [handler]
    logger.setLevel(level)
