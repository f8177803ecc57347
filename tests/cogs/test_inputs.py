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
_RATIOS = ("1:1", "3:2", "2:3", "4:3", "3:4", "5:4", "16:9", "9:16", "21:9")
_SIZES = {
    "1:1": "1024x1024",
    "4:3": "1536x1152",
    "3:2": "1536x1024",
    "2:3": "1024x1536",
    "16:9": "1920x1080",
    "9:16": "1080x1920",
    None: None,
}


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
    usual = {"resolution": "1k", "quality": "medium", "output_format": "png"}
    for number, ratio in enumerate([*_RATIOS, None]):
        chosen = {
            "aspect_ratio": ratio,
            "resolution": ("1k", "2k", "4k", None)[number % 4],
            "quality": (None, "low", "medium", "high")[number // 3],
            "format": ("png", "jpeg", "webp")[number % 3] if ratio else None,
        }
        count = (3, 2, 1, 4)[number % 4]
        bodies = await _sent(stage, f"octopus {number}", "gpt-image-2", chosen | {"count": count})
        named = {"output_format" if name == "format" else name: value for name, value in chosen.items()}
        wanted = usual | {name: value for name, value in named.items() if value}
        body = {"model": "openoctopus/gpt-image-2-text-input", "prompt": f"octopus {number}", "input": wanted}
        assert bodies == [body] * count


async def test_octopusx_gets_what_was_chosen(start: Start, tmp_path: Path):
    models = tmp_path / "models.toml"
    models.write_text(_MODELS)
    stage = await start(MODELS_FILE=str(models))
    every = product(("vivid", None), ("transparent", None), (True, False, None))
    for number, (style, background, watermark) in enumerate(every):
        ratio = [*_SIZES][number % len(_SIZES)]
        quality = ("low", "medium", "high", None)[number % 4]
        chosen = {"style": style, "background": background, "watermark": watermark, "quality": quality}
        count = 1 + number // 3
        options = chosen | {"aspect_ratio": ratio, "count": count}
        (body,) = await _sent(stage, f"octopusx {number}", _OCTOPUSX, options)
        # One picture is what the gateway makes where nothing is said.
        wanted = chosen | {"size": _SIZES[ratio], "n": count if count > 1 else None}
        asked = {"model": "gpt-image-2", "prompt": f"octopusx {number}", "response_format": "url"}
        assert body == asked | {name: value for name, value in wanted.items() if value is not None}


async def _sent(stage: Stage, prompt: str, model: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """The bodies of the submits this led to."""
    given = {name: value for name, value in options.items() if value is not None}
    await stage.ended(await stage.discord.imagine(prompt, model=model, **given))
    submits = await stage.gateway.requests(prompt=prompt, kind="submit")
    bodies = [each["body"] for each in submits]
    return [dict(json.loads(body) if isinstance(body, str) else body) for body in bodies]


async def _options(stage: Stage) -> set[str]:
    (command,) = [each for each in await stage.discord.commands() if each["name"] == "imagine"]
    return {option["name"] for option in command["options"]}
