"""The examination, part by part. It spends nothing and posts nothing."""

from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path

from bot.config import ConfigError, Need, load_config
from bot.terminal.doctor.account import examine_discord
from bot.terminal.doctor.finding import Finding, fault, fine, skipped
from bot.terminal.doctor.pictures import examine_gateways, examine_models
from bot.terminal.doctor.storage import examine_database


async def examine(environ: Mapping[str, str], env_file: Path | None) -> AsyncIterator[Finding]:
    """Yield each finding as soon as it is known."""
    try:
        config = load_config(environ, env_file)
    except ConfigError as error:
        for sentence in error.faults:
            yield fault("configuration", sentence)
        yield skipped("everything else", "Mend the configuration first.")
        return
    for finding in _missing_keys(environ, env_file):
        yield finding
    yield examine_models(config)
    yield await examine_database(config)
    async for finding in examine_gateways(config):
        yield finding
    async for finding in examine_discord(config):
        yield finding


def _missing_keys(environ: Mapping[str, str], env_file: Path | None) -> Iterable[Finding]:
    try:
        load_config(environ, env_file, needs=Need)
    except ConfigError as error:
        return [fault("configuration", sentence) for sentence in error.faults]
    return [fine("configuration", "Every setting can be used.")]
