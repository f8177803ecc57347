"""Characters that are drawn like Latin letters: a small table, written down here and nowhere else.

`LETTERS` look the same at a glance in any typeface; they are read as the Latin letter always, in lists and in
prompts alike. `READINGS` may be meant as a Latin letter or as themselves ("1" is one, or "i", or "l"); a word
is looked for with each reading. The choice follows Unicode Technical Standard 39 ("confusables") for
Cyrillic, Greek, Armenian and Latin, and everyday use for digits and signs. Accents, widths, circles and
mathematical alphabets need no table: Unicode's own decomposition takes them away.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType


def _pairs(written: str) -> Iterator[tuple[str, str]]:
    """ "аa" says that the first character is read as those after it."""
    for pair in written.split():
        yield pair[0], pair[1:]


#: Lower case only, since letters are folded first.
LETTERS: Mapping[str, str] = MappingProxyType(
    dict(
        _pairs(
            # Cyrillic
            "аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw ӏl ѵv ґr"
            # Greek
            " αa εe ιi κk οo ρp τt χx ϲc ϳj"
            # Armenian
            " օo սu հh ոn զq ցg"
            # Latin with strokes, hooks and ties
            " øo łl đd ħh ŧt ƀb ɨi ɉj ɍr ɏy ƶz ðd ıi ȷj ɑa ɡg ſs ɩi ʋv ɓb ɖd ɗd ɠg ƙk ƥp ƭt ƴy æae œoe"
            # Small capitals
            " ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz"
        )
    )
)

_DIGITS = dict(_pairs("0o 1il 2z 3e 4a 5s 6gb 7t 8b 9g"))
_SIGNS = dict(_pairs("@a $s !il |il €e £l ¢c ¥y +t"))
_TWO_FACED = dict(
    _pairs(
        # Cyrillic and Greek letters whose capital is a Latin letter, or that resemble one.
        "вbv кk мm нh тt иu пn гr зe яr шw цu ьb βb γy ηnh μmu νvn σo υuy ωw ζz"
    )
)
#: Letters in boxes and circles that Unicode does not take apart, and the halves of flags.
_BOXES = {
    chr(first + place): chr(ord("a") + place) for first in (0x1F150, 0x1F170, 0x1F1E6) for place in range(26)
}

#: Not letters of their own: between other characters they part words, unless read as letters.
SIGNS: Mapping[str, str] = MappingProxyType({**_SIGNS, **_BOXES})
#: Stand for letters only in a word that has a letter of its own: "a55", never "455".
IN_COMPANY = frozenset(_DIGITS) | frozenset(_SIGNS)
#: Every letter that a character may be meant as, beside itself.
READINGS: Mapping[str, str] = MappingProxyType({**_DIGITS, **_SIGNS, **_TWO_FACED, **_BOXES})
