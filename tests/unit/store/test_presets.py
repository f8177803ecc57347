"""Presets are each person's own, known by their names, and not more than there may be."""

import pytest

from bot.domain.errors import PresetFault, PresetRefused
from bot.domain.preset import MOST, Preset
from tests.unit.store.kit import Kit

ME, OTHER = 7, 8
SKETCH = Preset(name="Straße", text="soft light", wishes={"quality": "high"})


async def test_one_is_found_by_its_name_however_it_is_typed_and_by_nobody_else(kit: Kit):
    presets = kit.store.presets
    assert not await presets.save(ME, SKETCH)
    assert await presets.get(ME, " STRASSE ") == SKETCH
    with pytest.raises(PresetRefused) as refused:
        await presets.get(OTHER, "Straße")
    assert refused.value.fault is PresetFault.UNKNOWN
    assert await presets.of(OTHER) == []


async def test_saving_under_a_known_name_replaces_it_even_where_there_is_no_room(kit: Kit):
    presets = kit.store.presets
    for number in range(MOST - 1):
        await presets.save(ME, Preset(name=f"p{number:02}", text="x"))
    await presets.save(ME, SKETCH)
    with pytest.raises(PresetRefused) as refused:
        await presets.save(ME, Preset(name="one more", text="x"))
    assert refused.value.fault is PresetFault.TOO_MANY
    newer = Preset(name="STRASSE", text="hard light")
    assert await presets.save(ME, newer)
    assert (await presets.of(ME))[-1] == newer
    assert len(await presets.of(ME)) == MOST


async def test_deleting_tells_what_it_was(kit: Kit):
    presets = kit.store.presets
    await presets.save(ME, SKETCH)
    with pytest.raises(PresetRefused):
        await presets.delete(OTHER, "straße")
    assert await presets.delete(ME, "straße") == SKETCH
    assert await presets.of(ME) == []
