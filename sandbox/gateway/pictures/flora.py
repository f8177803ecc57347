"""Trees, grass, and what falls from the sky."""

from sandbox.gateway.pictures.colours import RGB, WHITE, darker, lighter, mix
from sandbox.gateway.pictures.pen import Pen
from sandbox.gateway.pictures.scenery import Scene


def paint_tree_line(scene: Scene, line: list[tuple[float, float]], colour: RGB, chance: float) -> None:
    """Firs along a skyline."""
    for x, y in line:
        if scene.dice.random() < chance:
            fir(
                Pen(scene.draw, (x, y + scene.unit * 0.008), scene.unit * scene.dice.uniform(0.035, 0.075)),
                colour,
            )


def fir(pen: Pen, colour: RGB) -> None:
    """A conifer one unit tall, its right side in shade."""
    shade = darker(colour, 0.16)
    for low, high, half in ((0.0, 0.5, 0.3), (0.26, 0.75, 0.24), (0.52, 1.0, 0.17)):
        pen.shape([(-half, low), (0, high), (half, low)], colour)
        pen.shape([(half * 0.1, low), (0, high), (half, low)], shade)


def cactus(pen: Pen, colour: RGB) -> None:
    """A saguaro one unit tall."""
    pen.stroke([(0, 0), (0, 0.9)], (0.2, 0.2), colour)
    pen.stroke([(-0.04, 0.35), (-0.26, 0.38), (-0.28, 0.68)], (0.13, 0.13), colour)
    pen.stroke([(0.04, 0.25), (0.26, 0.28), (0.28, 0.52)], (0.13, 0.13), colour)


def paint_grass(scene: Scene, line: list[tuple[float, float]], colour: RGB, bloom: RGB) -> None:
    """Blades and a few flowers along the nearest hill."""
    dice, unit = scene.dice, scene.unit
    for _ in range(50 * scene.detail):
        x, y = dice.choice(line)
        x += dice.uniform(-1, 1) * scene.width / 120
        lean, tall = dice.uniform(-0.012, 0.012) * unit, dice.uniform(0.012, 0.03) * unit
        thick = unit * 0.003
        shade = mix(colour, bloom, dice.uniform(0.02, 0.14))
        scene.draw.polygon(
            [(x - thick, y + thick * 3), (x + lean, y - tall), (x + thick, y + thick * 3)], fill=shade
        )
    for _ in range(5 * scene.detail):
        x, y = dice.choice(line)
        _paint_bloom(Pen(scene.draw, (x, y + dice.uniform(0.02, 0.1) * unit), unit * 0.011), bloom)


def _paint_bloom(pen: Pen, colour: RGB) -> None:
    for at in ((0.7, 0), (-0.7, 0), (0, 0.7), (0, -0.7)):
        pen.disc(at, 0.55, colour)
    pen.disc((0, 0), 0.45, lighter(colour, 0.7))


def paint_weather(scene: Scene, weather: str) -> None:
    """Snow or rain in front of everything."""
    dice, unit = scene.dice, scene.unit
    if weather == "snow":
        for _ in range(110 * scene.detail):
            x, y = dice.random() * scene.width, dice.random() * scene.height
            size = unit * dice.choice((0.002, 0.003, 0.0045))
            scene.draw.ellipse((x - size, y - size, x + size, y + size), fill=WHITE)
    if weather == "rain":
        drop = mix(scene.palette.sky[1], WHITE, 0.45)
        for _ in range(70 * scene.detail):
            x, y = dice.random() * scene.width, dice.random() * scene.height
            tall = unit * dice.uniform(0.02, 0.04)
            scene.draw.line((x, y, x - tall * 0.25, y + tall), fill=drop, width=max(1, round(unit * 0.0016)))


def paint_fireflies(scene: Scene) -> None:
    """Small lights near the ground, by night."""
    for _ in range(4 * scene.detail):
        x = scene.dice.random() * scene.width
        y = scene.height * scene.dice.uniform(0.68, 0.95)
        Pen(scene.draw, (x, y), scene.unit * 0.003).disc(
            (0, 0), 1, mix(scene.palette.light, (255, 230, 120), 0.6)
        )


def paint_birds(scene: Scene) -> None:
    """A few birds far away, by day."""
    dice, colour = scene.dice, darker(scene.palette.sky[1], 0.55)
    x, y = scene.width * dice.uniform(0.3, 0.7), scene.height * dice.uniform(0.14, 0.34)
    for _ in range(dice.randint(2, 4)):
        at = (x + scene.unit * dice.uniform(-0.1, 0.1), y + scene.unit * dice.uniform(-0.05, 0.05))
        pen = Pen(scene.draw, at, scene.unit * dice.uniform(0.012, 0.02))
        pen.stroke([(-1, 0.35), (-0.45, 0.45), (0, 0)], (0.1, 0.16), colour)
        pen.stroke([(0, 0), (0.45, 0.45), (1, 0.35)], (0.16, 0.1), colour)
