"""What Prometheus asks for; every process counts for itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0
from prometheus_client.registry import Collector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30, 120)

CONTENT_TYPE = CONTENT_TYPE_PLAIN_1_0_0


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that somebody else keeps. One that only grows has a name that ends in `_total`."""

    name: str
    meaning: str
    read: Callable[[], float]


class Metrics:
    """Labels have few values: methods, patterns of routes, statuses."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_Readings(readings))
        self._requests = Counter(
            "postaify_http_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "postaify_http_request_seconds",
            "How long requests took.",
            ("method", "route"),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        counted, timed = self._lines(method, route, status)
        counted.inc()
        timed.observe(seconds)

    def _lines(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        """Looked up once: prometheus_client makes its labels anew each time."""
        known = self._known.get((method, route, status))
        if known is None:
            known = self._requests.labels(method, route, str(status)), self._seconds.labels(method, route)
            self._known[method, route, status] = known
        return known

    def told(self) -> bytes:
        """In Prometheus' text format, as CONTENT_TYPE says."""
        return generate_latest(self._registry)


class _Readings(Collector):
    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings

    def collect(self) -> Iterable[CounterMetricFamily | GaugeMetricFamily]:
        for reading in self._readings:
            kind = CounterMetricFamily if reading.name.endswith("_total") else GaugeMetricFamily
            yield kind(reading.name, reading.meaning, value=reading.read())
