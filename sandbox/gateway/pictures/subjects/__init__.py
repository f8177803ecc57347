"""The subjects a prompt can ask for, each drawn one unit tall with its feet at the origin."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sandbox.gateway.pictures.colours import RGB
from sandbox.gateway.pictures.pen import Pen
from sandbox.gateway.pictures.subjects import animals, buildings, growing, machines, swimmers

Sketch = Callable[[Pen, RGB, RGB], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """`floats` is how high above the ground it is drawn, in its own heights; colours are its natural ones."""

    sketch: Sketch
    main: RGB
    accent: RGB
    tall: float = 0.34
    floats: float = 0.0


SUBJECTS: Mapping[str, Subject] = MappingProxyType(
    {
        "fox": Subject(sketch=animals.fox, main=(226, 112, 52), accent=(250, 240, 226)),
        "cat": Subject(sketch=animals.cat, main=(122, 116, 132), accent=(250, 240, 226)),
        "dog": Subject(sketch=animals.dog, main=(186, 138, 92), accent=(250, 240, 226)),
        "rabbit": Subject(sketch=animals.rabbit, main=(214, 200, 190), accent=(250, 244, 236), tall=0.38),
        "bear": Subject(sketch=animals.bear, main=(134, 94, 70), accent=(226, 196, 162), tall=0.38),
        "owl": Subject(sketch=animals.owl, main=(142, 108, 88), accent=(238, 218, 186), tall=0.32),
        "octopus": Subject(sketch=swimmers.octopus, main=(216, 92, 112), accent=(250, 206, 190), tall=0.4),
        "whale": Subject(sketch=swimmers.whale, main=(82, 124, 170), accent=(232, 238, 240), floats=0.06),
        "robot": Subject(sketch=machines.robot, main=(150, 176, 188), accent=(246, 176, 84), tall=0.4),
        "astronaut": Subject(
            sketch=machines.astronaut, main=(236, 236, 240), accent=(240, 132, 72), tall=0.4
        ),
        "rocket": Subject(
            sketch=machines.rocket, main=(238, 236, 230), accent=(222, 76, 66), tall=0.48, floats=0.2
        ),
        "balloon": Subject(
            sketch=machines.balloon, main=(226, 88, 78), accent=(250, 214, 132), tall=0.42, floats=0.55
        ),
        "boat": Subject(
            sketch=machines.boat, main=(178, 92, 70), accent=(252, 244, 228), tall=0.38, floats=0.02
        ),
        "castle": Subject(sketch=buildings.castle, main=(186, 172, 168), accent=(176, 84, 88), tall=0.46),
        "house": Subject(sketch=buildings.house, main=(240, 226, 202), accent=(190, 84, 70), tall=0.34),
        "lighthouse": Subject(
            sketch=buildings.lighthouse, main=(246, 240, 232), accent=(206, 74, 66), tall=0.5
        ),
        "flower": Subject(sketch=growing.flower, main=(236, 108, 138), accent=(250, 206, 96), tall=0.44),
        "mushroom": Subject(sketch=growing.mushroom, main=(208, 66, 58), accent=(250, 242, 226), tall=0.36),
        "tree": Subject(sketch=growing.tree, main=(206, 118, 96), accent=(112, 80, 70), tall=0.52),
    }
)
