"""Structured logs: one JSON object per line, without anybody's phone or tracking secret."""

import logging
import logging.config
import re
from typing import Any

import structlog
from gunicorn.config import Config
from gunicorn.glogging import Logger

_PHONE = re.compile(r"(?<!\d)((?:86)?1[3-9]\d{5})\d{4}(?!\d)")
# However somebody copied them: what is no address of ours is logged like one.
_TOKEN = re.compile(r"(/(?:t|v|ballots/+\d+|accounts/+activate)/+)[^/\s\"'?#]+", re.IGNORECASE)
# Who opens a ballot, looks at it once more, casts it and reads its receipt: one after the other.
_BALLOT = re.compile(r"/+(?:v/|ballots/|desk/+evaluations/+\d+/+vote/)", re.IGNORECASE)
_LINKS_TO_A_PERSON = ("ip", "ms", "request_id", "bytes")


def is_ballot(path: str) -> bool:
    """Whether lines about this path may not lead to a person."""
    return _BALLOT.match(path) is not None


def is_cast(path: str) -> bool:
    return is_ballot(path) and path.endswith("/cast/")


def mask(text: str) -> str:
    """Hide the last four digits of mobile numbers, and the secret part of links: tracking and
    activation, slips and receipts.
    """
    return _TOKEN.sub(r"\1****", _PHONE.sub(r"\1****", text))


def _mask_value(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, bool | float) or value is None:
        return value
    if isinstance(value, int):
        masked = mask(str(value))
        return value if masked == str(value) else masked
    if isinstance(value, dict):
        return {_mask_value(key): _mask_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_mask_value(item) for item in value]
    return mask(str(value))


def mask_event(
    logger: Any, method: str, event_dict: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    if is_ballot(str(event_dict.get("path", ""))):
        event_dict = _unlinked(event_dict)
    return {key: _mask_value(value) for key, value in event_dict.items()}


def _unlinked(event_dict: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A line about a ballot: without address, size, duration and request, and by the hour."""
    kept = {key: value for key, value in event_dict.items() if key not in _LINKS_TO_A_PERSON}
    if "timestamp" in kept:
        kept["timestamp"] = f"{kept['timestamp'][:13]}:00Z"
    return kept


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: str) -> dict[str, Any]:
    """Point structlog at the standard library; return the LOGGING setting for Django."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*_SHARED, structlog.stdlib.ExtraAdder()],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    mask_event,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            # Django's own handlers would print a second, unmasked line and mail tracebacks.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners; answered with 400
            "celery.worker.strategy": {"level": "WARNING"},  # "received"; "succeeded" is enough
            "kombu.connection": {"level": "ERROR"},  # wants a host name for a folder
        },
    }


class GunicornLogger(Logger):
    """Gunicorn's logs through the same formatter; the access log has no query and no referrer."""

    def setup(self, cfg: Config) -> None:
        self.error_log.propagate = True
        self.access_log.propagate = True
        self.error_log.setLevel(logging.INFO)
        self.access_log.setLevel(logging.INFO)
        logging.config.dictConfig(configure("INFO"))

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        self.access_log.info(
            "request",
            extra={
                "method": environ.get("REQUEST_METHOD"),
                "path": environ.get("PATH_INFO"),
                "status": str(resp.status).split(None, 1)[0],
                "bytes": getattr(resp, "sent", None),
                "ms": round(request_time.total_seconds() * 1000, 1),
                "ip": environ.get("REMOTE_ADDR"),
                "request_id": environ.get("renda.request_id"),
            },
        )

    def reopen_files(self) -> None:
        """Nothing to reopen: everything goes to the standard streams."""
