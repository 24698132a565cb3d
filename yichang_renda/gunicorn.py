"""`gunicorn --config python:yichang_renda.gunicorn yichang_renda.wsgi`"""

from pathlib import Path
from typing import Any

from yichang_renda import settings

bind = settings.env.str("BIND", default=f"127.0.0.1:{settings.PORT}")
workers = settings.WEB_CONCURRENCY
worker_class = "gthread"
threads = settings.env.int("WEB_THREADS", default=8 if workers == 1 else 4)
timeout = 60
graceful_timeout = 10
keepalive = 5
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a heartbeat file
reload = settings.DEBUG
accesslog = "-"
control_socket_disable = True
logger_class = "yichang_renda.logging.GunicornLogger"


def on_starting(server: Any) -> None:
    """Counters of an earlier life would be added to this one's."""
    if settings.METRICS_DIR:
        for left_over in settings.METRICS_DIR.glob("*.db"):
            left_over.unlink()


def child_exit(server: Any, worker: Any) -> None:
    if settings.METRICS_DIR:
        # Here, because it looks for its directory when imported, which the settings name.
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
