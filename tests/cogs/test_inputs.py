"""Whatever is chosen reaches the gateway as it was chosen, and nothing else does."""

import json
from itertools import product
from pathlib import Path
from typing import Any

from tests.cogs.conftest import Stage, Start

#: The built-in models, with options that the documents leave to the operator.
_MODELS = """
[models."gpt-image-2-x"]
styles = ["vivid", "natural"]
backgrounds = ["transparent", "opaque"]
"""
_OCTOPUSX = "gpt-image-2-x"


async def test_options_that_no_model_has_are_not_offered(stage: Stage):
    assert {"style", "background"} & await _options(stage) == set()
    assert "watermark" in await _options(stage)


async def test_what_the_operator_adds_to_a_model_is_offered(start: Start, tmp_path: Path):
    models = tmp_path / "models.toml"
    models.write_text(_MODELS)
    stage = await start(MODELS_FILE=str(models))
    assert {"style", "background", "watermark"} <= await _options(stage)
    offered = await stage.discord.autocomplete("imagine", "style", options={"model": _OCTOPUSX})
    assert [one["value"] for one in offered] == ["vivid", "natural"]
    assert await stage.discord.autocomplete("imagine", "style", options={"model": "gpt-image-2"}) == []


async def test_ratios_are_named_and_tell_the_pixels_that_are_known(stage: Stage):
    offered = await stage.discord.autocomplete(
        "imagine", "aspect_ratio", "16", options={"model": "gpt-image-2"}
    )
    assert [one["name"] for one in offered] == ["16:9 · wide", "9:16 · tall"]
    offered = await stage.discord.autocomplete("imagine", "aspect_ratio", "3:2", options={"model": _OCTOPUSX})
    assert offered[0]["name"] == "3:2 · landscape · 1536×1024"


async def test_openoctopus_gets_what_was_chosen(stage: Stage):
    chosen = [
        dict(zip(("aspect_ratio", "resolution", "quality", "format"), each, strict=True))
        for each in (("1:1", "1k", "low", "png"), ("21:9", "4k", "high", "webp"), (None, None, None, "jpeg"))
    ]
    for number, options in enumerate(chosen):
        sent = await _sent(stage, f"octopus {number}", "gpt-image-2", options)
        usual = {"aspect_ratio": None, "resolution": "1k", "quality": "medium", "output_format": "png"}
        wanted = usual | {
            {"format": "output_format"}.get(name, name): value for name, value in options.items() if value
        }
        assert {name: sent["input"].get(name) for name in wanted} == wanted
        assert sent["model"] == "openoctopus/gpt-image-2-text-input"


async def test_octopusx_gets_what_was_chosen(start: Start, tmp_path: Path):
    models = tmp_path / "models.toml"
    models.write_text(_MODELS)
    stage = await start(MODELS_FILE=str(models))
    sizes = {"1:1": "1024x1024", "9:16": "1080x1920", None: None}
    every = product(("vivid", None), ("transparent", None), (True, False, None))
    for number, (style, background, watermark) in enumerate(every):
        ratio = list(sizes)[number % len(sizes)]
        options = {
            "aspect_ratio": ratio,
            "style": style,
            "background": background,
            "watermark": watermark,
            "count": 1 + number % 4,
        }
        sent = await _sent(stage, f"octopusx {number}", _OCTOPUSX, options)
        wanted = {"style": style, "background": background, "watermark": watermark, "size": sizes[ratio]}
        assert {name: sent[name] for name in wanted if name in sent} == {
            name: value for name, value in wanted.items() if value is not None
        }
        # One picture is what the gateway makes where nothing is said.
        assert (sent["model"], sent.get("n", 1)) == ("gpt-image-2", options["count"])


async def _sent(stage: Stage, prompt: str, model: str, options: dict[str, Any]) -> dict[str, Any]:
    """The body of the one submit this led to."""
    given = {name: value for name, value in options.items() if value is not None}
    await stage.ended(await stage.discord.imagine(prompt, model=model, **given))
    (submit,) = await stage.gateway.requests(prompt=prompt, kind="submit")
    body = submit["body"]
    return dict(json.loads(body) if isinstance(body, str) else body)


async def _options(stage: Stage) -> set[str]:
    (command,) = [each for each in await stage.discord.commands() if each["name"] == "imagine"]
    return {option["name"] for option in command["options"]}
