"""Structured logs, one JSON object a line, without personal data: paths, statuses, durations, device numbers."""

import logging
import sys

import structlog


def configure_logs(level: str) -> None:
    """Send every log line, ours and the libraries', to standard error as JSON."""
    number = logging.getLevelNamesMapping().get(level, logging.INFO)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # The libraries' own access log writes whole addresses, which hold search words: only their warnings are kept.
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format='{"event": %(message)r, "level": "%(levelname)s"}'
    )
