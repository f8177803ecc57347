"""Presets are each person's own, known by their names, and not more than there may be."""

import pytest

from bot.domain.errors import PresetFault, PresetRefused
from bot.domain.preset import MOST, Preset
from bot.store.presets import Deleted
from tests.unit.store.kit import NOON, Kit
from tests.unit.store.past import rows

ME, OTHER = 7, 8
DAY = 86_400_000
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
    assert await presets.delete(ME, "straße") == Deleted(SKETCH, NOON)
    assert await presets.of(ME) == []
    with pytest.raises(PresetRefused):
        await presets.get(ME, "straße")


async def refused(kit: Kit, deleted: Deleted, user: int = ME) -> PresetFault:
    with pytest.raises(PresetRefused) as caught:
        await kit.store.presets.bring_back(user, deleted.preset.mark, deleted_at=deleted.at)
    return caught.value.fault


async def test_what_was_deleted_comes_back_for_a_day_to_its_owner_alone(kit: Kit):
    presets = kit.store.presets
    await presets.save(ME, SKETCH)
    deleted = await presets.delete(ME, "straße")
    kit.clock.now_ms += DAY - 1
    await presets.forget_deleted()
    assert await refused(kit, deleted, user=OTHER) is PresetFault.FORGOTTEN
    assert await presets.bring_back(ME, SKETCH.mark, deleted_at=deleted.at) == SKETCH
    assert await presets.of(ME) == [SKETCH]
    assert await refused(kit, deleted) is PresetFault.TAKEN
    deleted = await presets.delete(ME, "straße")
    kit.clock.now_ms += DAY
    assert await refused(kit, deleted) is PresetFault.FORGOTTEN
    await presets.forget_deleted()
    assert rows(kit.path, "SELECT * FROM presets") == []


async def test_it_does_not_come_back_over_another_nor_where_there_is_no_room(kit: Kit):
    presets = kit.store.presets
    await presets.save(ME, SKETCH)
    first = await presets.delete(ME, "straße")
    other = Preset(name="STRASSE", text="hard light")
    await presets.save(ME, other)
    assert await refused(kit, first) is PresetFault.TAKEN
    assert await presets.of(ME) == [other]
    kit.clock.now_ms += 1
    second = await presets.delete(ME, "straße")
    # That answer is about what was deleted before.
    assert await refused(kit, first) is PresetFault.FORGOTTEN
    for number in range(MOST):
        await presets.save(ME, Preset(name=f"p{number:02}", text="x"))
    assert await refused(kit, second) is PresetFault.TOO_MANY
    await presets.delete(ME, "p00")
    assert await presets.bring_back(ME, second.preset.mark, deleted_at=second.at) == other
    assert len(await presets.of(ME)) == MOST
