"""The land and the sky behind a subject."""

import math
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

from sandbox.gateway.pictures.colours import RGB, WHITE, Palette, darker, lighter, mix
from sandbox.gateway.pictures.pen import Pen

HORIZON = 0.64
GROUND = 0.86


@dataclass(slots=True, kw_only=True)
class Scene:
    """A picture in the making. `unit` is its shorter side in pixels, `detail` 1 to 3."""

    image: Image.Image
    draw: ImageDraw.ImageDraw
    palette: Palette
    dice: random.Random
    detail: int
    light_at: tuple[float, float] = (0.0, 0.0)

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height

    @property
    def unit(self) -> int:
        return min(self.image.size)


def paint_sky(size: tuple[int, int], palette: Palette) -> Image.Image:
    """A vertical gradient through the three colours of the sky."""
    column = Image.new("RGB", (1, 96))
    for y in range(96):
        share = y / 95 / (HORIZON + 0.08)
        top, middle, low = palette.sky
        colour = mix(top, middle, share * 2) if share < 0.5 else mix(middle, low, min(1.0, share * 2 - 1))
        column.putpixel((0, y), colour)
    smooth = column.resize((1, size[1]), Image.Resampling.BICUBIC)
    return smooth.resize(size, Image.Resampling.NEAREST)


def glow(scene: Scene, at: tuple[float, float], radius: float, colour: RGB, strength: float) -> None:
    """Soft light around a point."""
    side = max(2, round(radius * 2))
    fade = Image.radial_gradient("L").point(lambda value: round(max(0, 255 - value * 1.4) * strength))
    mask = fade.resize((side, side), Image.Resampling.BILINEAR)
    corner = (round(at[0] - radius), round(at[1] - radius))
    scene.image.paste(colour, (*corner, corner[0] + side, corner[1] + side), mask)


def paint_heavens(scene: Scene) -> None:
    """Stars by night, and the sun or the moon."""
    dice, unit, palette = scene.dice, scene.unit, scene.palette
    if palette.dark:
        _paint_stars(scene)
    x = scene.width * dice.choice((dice.uniform(0.16, 0.34), dice.uniform(0.66, 0.84)))
    y = scene.height * dice.uniform(0.17, 0.34)
    radius = unit * dice.uniform(0.055, 0.085)
    scene.light_at = (x, y)
    glow(scene, (x, y), radius * 5, palette.light, 0.55)
    pen = Pen(scene.draw, (x, y), radius)
    pen.disc((0, 0), 1, palette.light)
    if palette.dark and dice.random() < 0.6:
        _paint_craters(pen, palette.light)


def _paint_craters(pen: Pen, light: RGB) -> None:
    shade = darker(light, 0.1)
    for at, radius in (((-0.35, 0.25), 0.2), ((0.3, -0.2), 0.26), ((0.15, 0.5), 0.12), ((-0.3, -0.5), 0.13)):
        pen.disc(at, radius, shade)


def _paint_stars(scene: Scene) -> None:
    for _ in range(50 * scene.detail):
        x, y = scene.dice.random() * scene.width, scene.dice.random() ** 1.4 * scene.height * HORIZON
        size = scene.unit * scene.dice.choice((0.0012, 0.0012, 0.002, 0.003))
        shade = mix(scene.palette.sky[0], WHITE, scene.dice.uniform(0.45, 0.95))
        scene.draw.ellipse((x - size, y - size, x + size, y + size), fill=shade)


def paint_clouds(scene: Scene) -> None:
    """A few flat-bottomed clouds."""
    dice, palette = scene.dice, scene.palette
    for _ in range(dice.randint(1, 1 + scene.detail)):
        at = _place_cloud(scene)
        share = at[1] / scene.height / HORIZON
        colour = mix(mix(palette.sky[0], palette.sky[2], share), WHITE, 0.12 if palette.dark else 0.55)
        _paint_cloud(Pen(scene.draw, at, scene.unit * dice.uniform(0.07, 0.13)), colour, dice)


def _place_cloud(scene: Scene) -> tuple[float, float]:
    """Of a few places the one that hides the sun least."""
    dice = scene.dice
    places = [(dice.random() * scene.width, scene.height * dice.uniform(0.1, 0.42)) for _ in range(4)]
    return max(places, key=lambda place: math.dist(place, scene.light_at))


def _paint_cloud(pen: Pen, colour: RGB, dice: random.Random) -> None:
    puffs = dice.randint(3, 5)
    half = puffs * 0.5
    for index in range(puffs):
        x = (index - (puffs - 1) / 2) * 0.85
        pen.disc(
            (x, 0.25), 0.55 + 0.35 * math.cos(x / half * 1.4) * dice.uniform(0.7, 1.1), colour, squash=0.8
        )
    pen.stroke([(-half, -0.05), (half, -0.05)], (0.55, 0.55), colour)


def ridge(scene: Scene, level: float, rise: float, roughness: float) -> list[tuple[float, float]]:
    """A skyline at `level` of the height, swinging by `rise`; the rougher, the more jagged."""
    dice = scene.dice
    waves = [
        (rise / (1 + order * (2.2 - roughness)), dice.uniform(0.7, 1.3) * (order + 0.7), dice.uniform(0, 6.3))
        for order in range(2 + round(roughness * 4))
    ]
    stretch = scene.width / scene.unit
    return [
        (
            scene.width * step / 120,
            scene.height * level
            - scene.unit
            * sum(size * math.sin(step / 120 * stretch * 3.1 * pace + phase) for size, pace, phase in waves),
        )
        for step in range(121)
    ]


def fill_below(scene: Scene, line: list[tuple[float, float]], colour: RGB) -> None:
    """Paint everything under a skyline."""
    scene.draw.polygon([*line, (scene.width, scene.height), (0, scene.height)], fill=colour)


def mist(scene: Scene, level: float, strength: float) -> None:
    """A veil that lies at `level` and fades upwards."""
    band = round(scene.height * 0.16)
    fade = Image.linear_gradient("L").point(lambda value: round(value * strength))
    mask = fade.resize((scene.width, band), Image.Resampling.BILINEAR)
    top = round(scene.height * level) - band
    scene.image.paste(scene.palette.sky[2], (0, top, scene.width, top + band), mask)


def paint_peaks(scene: Scene) -> None:
    """Mountains with snow on their tops."""
    dice = scene.dice
    colour = mix(scene.palette.far, scene.palette.sky[1], 0.35)
    base = scene.height * (HORIZON + 0.04)
    for _ in range(3 + scene.detail):
        x, tall = dice.random() * scene.width, scene.unit * dice.uniform(0.16, 0.34)
        _paint_peak(Pen(scene.draw, (x, base), tall), colour, dice.uniform(0.8, 1.3))


def _paint_peak(pen: Pen, colour: RGB, half: float) -> None:
    pen.shape([(-half, -0.6), (-half * 0.45, 0.5), (0, 1), (half * 0.5, 0.45), (half, -0.6)], colour)
    pen.shape(
        [(0, 1), (half * 0.5, 0.45), (half, -0.6), (half * 0.1, -0.6), (half * 0.14, 0.5)],
        darker(colour, 0.1),
    )
    snow = lighter(colour, 0.62)
    pen.shape(
        [(0, 1), (half * 0.2, 0.78), (half * 0.1, 0.7), (0, 0.77), (-half * 0.1, 0.68), (-half * 0.2, 0.78)],
        snow,
    )


def paint_city(scene: Scene) -> None:
    """A skyline with lit windows."""
    dice, unit = scene.dice, scene.unit
    for row, depth in enumerate((0.3, 0.7)):
        x = -0.05 * unit
        colour = mix(mix(scene.palette.far, scene.palette.near, depth), scene.palette.sky[1], 0.2 - 0.2 * row)
        while x < scene.width:
            wide, tall = unit * dice.uniform(0.05, 0.11), unit * dice.uniform(0.12, 0.4 - 0.12 * row)
            _paint_building(scene, (x, wide, tall), colour)
            x += wide * dice.uniform(0.95, 1.2)


def _paint_building(scene: Scene, box: tuple[float, float, float], colour: RGB) -> None:
    x, wide, tall = box
    top, bottom = scene.height * (HORIZON + 0.05) - tall, scene.height * (HORIZON + 0.2)
    scene.draw.rectangle((x, top, x + wide, bottom), fill=colour)
    lit = mix(colour, scene.palette.light, 0.75)
    pane = wide / 7
    for column in range(3):
        for floor in range(int(tall / pane / 2)):
            if scene.dice.random() < 0.45:
                left, upper = x + pane * (1 + column * 2), top + pane * (1 + floor * 2)
                scene.draw.rectangle((left, upper, left + pane, upper + pane * 1.1), fill=lit)


def paint_sea(scene: Scene) -> None:
    """Water to the horizon, glittering under the light."""
    palette, dice = scene.palette, scene.dice
    top = round(scene.height * (HORIZON + 0.02))
    deep, shallow = mix(palette.near, palette.sky[0], 0.55), mix(palette.sky[2], palette.sky[1], 0.5)
    bands = 9
    for band in range(bands):
        upper = top + (scene.height - top) * (band / bands) ** 1.3
        scene.draw.rectangle(
            (0, upper, scene.width, scene.height), fill=mix(shallow, deep, band / (bands - 1))
        )
    for _ in range(26 * scene.detail):
        depth = dice.random()
        x, y = dice.random() * scene.width, top + (scene.height - top) * depth
        half = scene.unit * (0.01 + 0.035 * depth) * dice.uniform(0.5, 1.4)
        thick = max(1.0, scene.unit * 0.0018 * (1 + 2 * depth))
        shade = mix(mix(shallow, deep, depth), palette.light, dice.uniform(0.15, 0.5))
        scene.draw.rounded_rectangle((x - half, y, x + half, y + thick), radius=thick / 2, fill=shade)
