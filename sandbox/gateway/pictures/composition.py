"""Puts sky, land and subject together."""

import random
from dataclasses import replace

from PIL import Image, ImageDraw

from sandbox.gateway.pictures.colours import HOURS, RGB, WHITE, Palette, brightness, mix
from sandbox.gateway.pictures.flora import (
    cactus,
    paint_birds,
    paint_fireflies,
    paint_grass,
    paint_tree_line,
    paint_weather,
)
from sandbox.gateway.pictures.pen import Pen
from sandbox.gateway.pictures.scenery import (
    GROUND,
    HORIZON,
    Scene,
    fill_below,
    glow,
    mist,
    paint_city,
    paint_clouds,
    paint_heavens,
    paint_peaks,
    paint_sea,
    paint_sky,
    ridge,
)
from sandbox.gateway.pictures.subjects import SUBJECTS
from sandbox.gateway.pictures.words import Theme, read_theme

Line = list[tuple[float, float]]
SAND: RGB = (226, 176, 118)
_ON_WATER = frozenset({"whale", "boat"})


def compose(text: str, size: tuple[int, int], *, dice: random.Random, detail: int) -> Image.Image:
    """The whole scene; equal arguments and dice give equal pixels."""
    theme = read_theme(text, dice)
    palette = _palette(theme, dice)
    image = paint_sky(size, palette)
    scene = Scene(image=image, draw=ImageDraw.Draw(image), palette=palette, dice=dice, detail=detail)
    paint_heavens(scene)
    if theme.place != "space":
        paint_clouds(scene)
    if not palette.dark:
        paint_birds(scene)
    _paint_background(scene, theme)
    line = _paint_ground(scene, theme)
    _paint_subject(scene, theme, line)
    if palette.dark:
        paint_fireflies(scene)
    paint_weather(scene, theme.weather)
    return image


def _palette(theme: Theme, dice: random.Random) -> Palette:
    palette = dice.choice(HOURS[theme.hour])
    if theme.place == "desert":
        palette = replace(palette, far=mix(palette.far, SAND, 0.6), near=mix(palette.near, SAND, 0.35))
    if theme.weather == "snow":
        palette = replace(palette, far=mix(palette.far, WHITE, 0.5), near=mix(palette.near, WHITE, 0.55))
    return palette


def _paint_background(scene: Scene, theme: Theme) -> None:
    match theme.place:
        case "city":
            paint_city(scene)
        case "space":
            _paint_planet(scene)
        case "sea":
            fill_below(
                scene,
                ridge(scene, HORIZON + 0.02, 0.02, 0.5),
                mix(scene.palette.far, scene.palette.sky[1], 0.3),
            )
            paint_sea(scene)
        case "mountains":
            paint_peaks(scene)
    if theme.weather == "fog":
        mist(scene, HORIZON + 0.06, 0.9)


def _paint_planet(scene: Scene) -> None:
    """A ringed planet over the horizon."""
    dice = scene.dice
    colour = mix(scene.palette.sky[2], dice.choice(((236, 150, 110), (120, 190, 190), (200, 140, 200))), 0.6)
    at = (scene.width * dice.uniform(0.3, 0.7), scene.height * dice.uniform(0.2, 0.32))
    radius = scene.unit * dice.uniform(0.1, 0.15)
    glow(scene, at, radius * 2.4, colour, 0.4)
    pen = Pen(scene.draw, at, radius)
    pen.disc((0, 0), 1, colour)
    for low, half in ((0.45, 0.8), (0.0, 0.96), (-0.4, 0.84)):
        pen.stroke([(-half, low), (half, low - 0.06)], (0.1, 0.1), mix(colour, WHITE, 0.16))
    pen.stroke(
        [(-1.9, -0.45), (-0.9, -0.3), (0.0, -0.12), (0.9, 0.12), (1.9, 0.45)],
        (0.05, 0.05),
        mix(colour, WHITE, 0.5),
    )


def _paint_ground(scene: Scene, theme: Theme) -> Line:
    """Hills from far to near; the last one carries the subject and is returned."""
    if theme.place == "sea" and theme.subject in _ON_WATER:
        return [(scene.width * step / 120, scene.height * GROUND) for step in range(121)]
    palette, layers = scene.palette, 1 if theme.place == "sea" else 3
    line: Line = []
    for layer in range(layers):
        depth = (layer + 1) / layers
        level = (
            GROUND + 0.01
            if layers == 1
            else HORIZON + 0.03 + (GROUND - HORIZON - 0.02) * layer / (layers - 1)
        )
        line = ridge(scene, level, 0.028 + 0.02 * (1 - depth), 0.1)
        colour = mix(palette.far, palette.near, depth**1.2)
        if layer < layers - 1 and theme.place not in ("desert", "space", "city"):
            paint_tree_line(
                scene, line, mix(colour, palette.near, 0.3), 0.75 if theme.place == "forest" else 0.2
            )
        fill_below(scene, line, colour)
        if layer < layers - 1 and scene.detail > 1:
            mist(scene, level + 0.12, 0.35)
    _paint_nearby(scene, theme, line)
    return line


def _paint_nearby(scene: Scene, theme: Theme, line: Line) -> None:
    if theme.place == "space" or theme.weather == "snow":
        return
    if theme.place == "desert":
        for x, y in scene.dice.sample(line, 3):
            cactus(
                Pen(scene.draw, (x, y + scene.unit * 0.01), scene.unit * 0.12),
                mix(scene.palette.near, (70, 110, 80), 0.6),
            )
        return
    bloom = (
        theme.accent or theme.main or scene.dice.choice(((250, 214, 120), (246, 160, 170), (236, 236, 250)))
    )
    paint_grass(scene, line, mix(scene.palette.near, scene.palette.light, 0.1), bloom)


def _paint_subject(scene: Scene, theme: Theme, line: Line) -> None:
    subject = SUBJECTS[theme.subject]
    x, ground = line[scene.dice.randint(48, 72)]
    tall = subject.tall * scene.unit * scene.dice.uniform(0.95, 1.1)
    foot = ground + scene.unit * 0.022 - subject.floats * tall
    main = theme.main or subject.main
    accent = theme.accent or subject.accent
    backdrop = mix(scene.palette.sky[2], scene.palette.near, 0.4)
    if abs(brightness(main) - brightness(backdrop)) < 30 or scene.palette.dark:
        glow(scene, (x, foot - tall * 0.5), tall * 0.95, scene.palette.light, 0.4)
    if subject.floats == 0:
        shadow = mix(scene.palette.near, (10, 10, 24), 0.45)
        Pen(scene.draw, (x, foot), tall).disc((0.02, 0), 0.36, shadow, squash=0.13)
    subject.sketch(Pen(scene.draw, (x, foot), tall, mirrored=scene.dice.random() < 0.5), main, accent)
