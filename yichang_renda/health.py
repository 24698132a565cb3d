"""What a load balancer and the city's monitoring ask."""

import os
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from redis import Redis, RedisError

log = structlog.get_logger(__name__)

BROKER_WAIT_SECONDS = 0.3


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, else 503; a broker that is away is told, not fatal."""
    database = database_answers()
    state = {
        "status": "ok" if database else "down",
        "database": "ok" if database else "down",
        "broker": "ok" if broker_answers() else "down",
    }
    return JsonResponse(state, status=200 if database else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("database_away")
        return False
    return True


def broker_answers() -> bool:
    if not settings.REDIS_URL:
        return all(os.access(folder, os.W_OK) for folder in settings.BROKER_FOLDERS)
    client = Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=BROKER_WAIT_SECONDS,
        socket_timeout=BROKER_WAIT_SECONDS,
        retry=None,
    )
    try:
        return bool(client.ping())
    except (RedisError, OSError):
        return False
    finally:
        client.close()


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics, for the networks in METRICS_NETWORKS; to others there is no such page."""
    if not in_networks(request.META["REMOTE_ADDR"], settings.METRICS_NETWORKS):
        raise Http404
    registry = REGISTRY
    if settings.METRICS_DIR:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def in_networks(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    """False too when there is no address, as behind a Unix socket."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
