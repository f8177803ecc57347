"""Decides which fault is due, and counts those that have struck."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from sandbox.gateway.faults.grammar import Fault, Stage


@dataclass(slots=True)
class Rule:
    """A fault set by the control API: for prompts that hold `match`, at one gateway or at both."""

    number: int
    fault: Fault
    match: str = ""
    gateway: str | None = None
    struck: int = 0

    def meets(self, stage: Stage, gateway: str, prompt: str) -> bool:
        """Whether it is meant for this request and still has a strike left."""
        return (
            self.fault.stage is stage
            and self.gateway in (None, gateway)
            and self.match in prompt
            and (self.fault.times is None or self.struck < self.fault.times)
        )


class FaultBook:
    """Faults come from the prompt first, then from the rules, each in the order written."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self._struck: Counter[tuple[Hashable, int]] = Counter()
        self._numbers = 0

    def add_rule(self, fault: Fault, *, match: str = "", gateway: str | None = None) -> Rule:
        """Set a fault for the requests to come."""
        self._numbers += 1
        rule = Rule(self._numbers, fault, match, gateway)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Forget every rule and every count."""
        self.rules.clear()
        self._struck.clear()

    def due(
        self, stage: Stage, faults: Iterable[Fault], *, scope: Hashable, gateway: str, prompt: str
    ) -> Fault | None:
        """The fault for this request, counted as struck; `scope` is what `xTIMES` of a prompt counts over."""
        for index, fault in enumerate(faults):
            key = (scope, index)
            if fault.stage is stage and (fault.times is None or self._struck[key] < fault.times):
                self._struck[key] += 1
                return fault
        for rule in self.rules:
            if rule.meets(stage, gateway, prompt):
                rule.struck += 1
                return rule.fault
        return None
