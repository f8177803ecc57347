"""What a prompt is about, as far as a painter of small landscapes can tell."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sandbox.gateway.pictures.colours import NAMED, RGB

SUBJECT_WORDS = {
    "fox": "fox foxes vixen fuchs renard zorro",
    "cat": "cat katze chat gato kitten kitty tiger lion lynx panther",
    "dog": "dog hund chien perro puppy wolf husky corgi terrier hound",
    "rabbit": "rabbit bunny hare",
    "bear": "bear panda koala teddy",
    "owl": "owl bird parrot penguin raven crow robin eagle duck chicken",
    "octopus": "octopus squid kraken jellyfish octopi mascot",
    "whale": "whale fish dolphin shark orca goldfish",
    "robot": "robot android droid mech cyborg automaton",
    "astronaut": "astronaut cosmonaut spaceman spacewoman",
    "rocket": "rocket spaceship spacecraft shuttle starship",
    "balloon": "balloon airship zeppelin",
    "boat": "boat ship sailboat yacht sailing sailor pirate",
    "castle": "castle schloss palace fortress tower knight wizard dragon king queen princess",
    "house": "house haus maison casa cottage cabin hut home village barn homepage",
    "lighthouse": "lighthouse beacon",
    "flower": "flower rose tulip daisy sunflower garden blossom bouquet lotus",
    "mushroom": "mushroom toadstool fungus fairy gnome",
    "tree": "tree baum arbre arbol oak willow maple bonsai cherry",
}
_HOURS = {
    "night": "night midnight moon moonlit moonlight starry star galaxy space nebula dark neon cyberpunk",
    "dusk": "dusk sunset evening twilight vaporwave synthwave",
    "dawn": "dawn sunrise morning pastel soft",
    "golden": "golden autumn fall desert warm vintage",
    "day": "day noon sunny summer spring bright clean",
}
_PLACES = {
    "sea": "sea ocean lake beach river island water coast harbor harbour wave waves underwater bay pond",
    "city": "city town street skyline cyberpunk urban neon tokyo london york skyscraper downtown",
    "forest": "forest wood woods woodland jungle trees park",
    "desert": "desert dune dunes cactus sahara egypt mars",
    "space": "space planet galaxy nebula orbit cosmos cosmic alien",
    "mountains": "mountain mountains alps peak summit valley hill hills himalaya",
}
_WEATHERS = {
    "snow": "snow snowy winter ice icy frost frozen christmas blizzard",
    "rain": "rain rainy storm stormy drizzle",
    "fog": "fog foggy mist misty haze hazy",
}
_AT_HOME: Mapping[str, str] = MappingProxyType(
    {"whale": "sea", "boat": "sea", "octopus": "sea", "lighthouse": "sea",
     "rocket": "space", "astronaut": "space", "robot": "city"}
)  # fmt: skip
_FALLBACK_SUBJECTS = ("balloon", "tree", "house", "boat", "owl", "lighthouse", "mushroom", "rabbit")
_FALLBACK_PLACES = ("mountains", "forest", "mountains", "sea")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """`main` and `accent` are the colours named in the prompt, None where it names none."""

    subject: str
    hour: str
    place: str
    weather: str
    main: RGB | None
    accent: RGB | None


def read_theme(text: str, dice: random.Random) -> Theme:
    """The theme of a prompt; what it leaves open is left to the dice."""
    words = re.findall(r"[a-z]+", text.lower())
    colours = [NAMED[word] for word in words if word in NAMED]
    subject = _find(words, SUBJECT_WORDS)
    place = _find(words, _PLACES)
    hour = _find(words, _HOURS) or dice.choice(("dawn", "day", "golden", "dusk", "night"))
    subject = subject or _some_subject(place, dice)
    place = place or _AT_HOME.get(subject) or dice.choice(_FALLBACK_PLACES)
    return Theme(
        subject=subject,
        hour="night" if place == "space" else hour,
        place=place,
        weather=_find(words, _WEATHERS) or "clear",
        main=colours[0] if colours else None,
        accent=colours[1] if len(colours) > 1 else None,
    )


def _some_subject(place: str | None, dice: random.Random) -> str:
    """A subject that is at home in the place; a boat stays out of town."""
    return dice.choice([name for name in _FALLBACK_SUBJECTS if place in (None, _AT_HOME.get(name, place))])


def _find(words: list[str], themes: Mapping[str, str]) -> str | None:
    """The theme of the first word that has one; a plural counts as its singular."""
    by_word = {word: theme for theme, listed in themes.items() for word in listed.split()}
    return next((by_word[form] for word in words for form in (word, word[:-1]) if form in by_word), None)
