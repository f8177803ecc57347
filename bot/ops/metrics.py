"""What the process counts, in Prometheus' own types. One registry per process, built at the edge."""

from collections.abc import Callable, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

#: Seconds. Submits to a synchronous gateway last as long as a picture takes.
_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)


class Metrics:
    """Counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._steps = Counter(
            "inkling_steps",
            "Commits and side effects of jobs, by checkpoint.",
            ["step"],
            registry=self.registry,
        )
        self._calls = Counter(
            "inkling_gateway_calls",
            "Calls to image gateways; `code` is ok or what went wrong.",
            ["gateway", "call", "code"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "inkling_gateway_seconds",
            "Seconds a gateway took to answer.",
            ["gateway", "call"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._ready = Gauge(
            "inkling_ready", "1 while a part is able to work.", ["part"], registry=self.registry
        )

    def count_call(self, gateway: str, call: str, code: str, seconds: float) -> None:
        """A gateway answered, or did not."""
        self._calls.labels(gateway, call, code).inc()
        self._seconds.labels(gateway, call).observe(seconds)

    def set_ready(self, parts: Mapping[str, bool]) -> None:
        """Which parts can work now."""
        for part, works in parts.items():
            self._ready.labels(part).set(works)

    def watch(self, name: str, help_text: str, read: Callable[[], float]) -> None:
        """Publish a number that is read when somebody asks."""
        self.registry.register(_Watched(lambda: GaugeMetricFamily(name, help_text, value=read())))

    def watch_totals(
        self, name: str, help_text: str, label: str, read: Callable[[], Mapping[str, int]]
    ) -> None:
        """Publish totals that only grow, by the value of one label."""

        def family() -> CounterMetricFamily:
            totals = CounterMetricFamily(name, help_text, labels=[label])
            for value, total in read().items():
                totals.add_metric([value], total)
            return totals

        self.registry.register(_Watched(family))

    def render(self) -> bytes:
        """Prometheus' text format, version 0.0.4."""
        return generate_latest(self.registry)


class _Watched(Collector):
    def __init__(self, family: Callable[[], Metric]) -> None:
        self._family = family

    def collect(self) -> list[Metric]:
        return [self._family()]
