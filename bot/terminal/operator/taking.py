"""Whether requests are taken, for which models, and from whom."""

from __future__ import annotations

from bot.gateways.catalogue import load_catalogue
from bot.terminal.operator.beside import TERMINAL, Beside
from bot.terminal.operator.report import Report

SEEN = "A running bot sees it within a second."


async def pause(beside: Beside, message: str) -> Report:
    """Take nothing."""
    await beside.store.operator.pause(message, by=TERMINAL)
    return _state(beside, f"Paused until `inkling resume`. {SEEN}")


async def resume(beside: Beside) -> Report:
    """Take requests again."""
    await beside.store.operator.resume(by=TERMINAL)
    return _state(beside, f"Requests are taken again. {SEEN}")


async def maintenance(beside: Beside) -> Report:
    """Take nothing new; how many jobs have not ended."""
    await beside.store.operator.begin_maintenance(by=TERMINAL)
    left = len(await beside.store.jobs.open_jobs())
    said = f"In maintenance until `inkling resume`; {left} jobs have not ended. {SEEN}"
    return _state(beside, said, left=left)


async def models(beside: Beside) -> Report:
    """Every model of the catalogue."""
    off = beside.store.operator.rules.models_off
    catalogue = load_catalogue(beside.config.models_file).models
    found = [
        {"name": name, "label": model.label, "gateway": model.gateway, "on": name not in off}
        for name, model in catalogue.items()
    ]
    rows = tuple(
        (str(each["name"]), "on" if each["on"] else "off", str(each["gateway"]), str(each["label"]))
        for each in found
    )
    return Report(data=found, columns=("model", "", "gateway", "label"), rows=rows)


async def switch(beside: Beside, name: str, *, offered: bool) -> Report:
    """Put a model on the list, or take it off."""
    catalogue = load_catalogue(beside.config.models_file).models
    if name not in catalogue:
        said = f"There is no model {name!r}. There is {', '.join(catalogue)}."
        return Report(data={"error": said}, said=said, refused=True)
    await beside.store.operator.offer(name, offered, by=TERMINAL)
    said = f"{name} is {'on' if offered else 'off'}. {SEEN}"
    return Report(data={"name": name, "on": offered}, said=said)


def _state(beside: Beside, said: str, **more: int) -> Report:
    rules = beside.store.operator.rules
    data = {"paused": rules.paused is not None, "message": rules.paused, "maintenance": rules.maintenance}
    return Report(data=data | more, said=said)
