"""The long sweeps: every scene killed at every checkpoint, and killed again while it recovers."""

import json
from itertools import product
from pathlib import Path

import pytest

from tests.crash.scene import Nursery, Run, Scene
from tests.support.gateway import GatewayControl
from tests.unit.engine.house import ASYNCHRONOUS, SYNCHRONOUS, StandIn

pytestmark = pytest.mark.soak

SCENES = (
    Scene(name="three foxes", model=ASYNCHRONOUS, images=3, tasks=3),
    Scene(name="a fox at once", model=SYNCHRONOUS, images=2),
    Scene(name="a fox in letters", model=ASYNCHRONOUS, fault="[[base64: bare]]"),
    Scene(name="a fox turned away", model=ASYNCHRONOUS, fault="[[fault: provider_offline@submit x1]]"),
    Scene(name="a fox in the second try", model=ASYNCHRONOUS, fault="[[fault: upstream_failed@task x1]]"),
    Scene(name="a refused fox", model=ASYNCHRONOUS, fault="[[fault: content_policy_violation@task]]"),
    Scene(name="a lost fox", model=ASYNCHRONOUS, fault="[[fault: drop@submit taken]]"),
    Scene(name="half the foxes", model=ASYNCHRONOUS, images=2, tasks=2, fault="[[fault: bomb@file x1]]"),
    Scene(name="a rerouted fox", model=ASYNCHRONOUS, closed=("original",)),
    Scene(name="a kept fox", model=ASYNCHRONOUS, closed=("original", "channel")),
)
TWICE = (
    Scene(name="a fox killed twice", model=ASYNCHRONOUS),
    Scene(name="a fox killed twice at once", model=SYNCHRONOUS),
)


def checkpoints(scene: Scene, folder: Path, stand_in: StandIn, nursery: Nursery) -> int:
    """How many a run passes that nobody kills."""
    folder.mkdir()
    run = Run(scene, (), folder, stand_in)
    run.play(nursery)
    assert run.codes == [0]
    return len(json.loads((folder / "trace").read_text()))


async def play(run: Run, nursery: Nursery, control: GatewayControl) -> None:
    run.folder.mkdir()
    run.play(nursery)
    await run.audit(control)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_every_scene_survives_every_kill(
    tmp_path: Path, stand_in: StandIn, nursery: Nursery, control: GatewayControl, scene: Scene
) -> None:
    for kill in range(1, checkpoints(scene, tmp_path / "whole", stand_in, nursery) + 1):
        await play(Run(scene, (kill,), tmp_path / str(kill), stand_in), nursery, control)


@pytest.mark.parametrize("scene", TWICE, ids=lambda scene: scene.name)
async def test_a_kill_during_recovery_changes_nothing(
    tmp_path: Path, stand_in: StandIn, nursery: Nursery, control: GatewayControl, scene: Scene
) -> None:
    most = checkpoints(scene, tmp_path / "whole", stand_in, nursery)
    for kills in product(range(2, most + 1, 2), range(1, most, 3)):
        await play(Run(scene, kills, tmp_path / "-".join(map(str, kills)), stand_in), nursery, control)
