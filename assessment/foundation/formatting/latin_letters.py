"""Names in other scripts written with Latin letters, so that a file keeps a readable name."""

import re
from unicodedata import name, normalize

PAIRS = """
    α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s τ t υ y φ f χ
    ch ψ ps ω o ς s
    а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f
    х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya і i ї i є ye ґ g ў u ђ dj ј j љ lj њ nj ћ c
    џ dz қ q ғ gh ң ng ө o ү u ұ u һ h ә a
    א a ב b ג g ד d ה h ו v ז z ח h ט t י i כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף p צ ts
    ץ ts ק k ר r ש sh ת t
    ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q
    ك k ل l م m ن n ه h و w ي y ة a ى a آ a أ a إ i ئ y ؤ w پ p چ ch ژ zh گ g ک k ی y ہ h ھ
    h ے e ں n ٹ t ڈ d ڑ r
"""
"""Greek, Cyrillic, Hebrew and Arabic letters, each followed by how it is written here."""
LETTERS = dict(zip(PAIRS.split()[::2], PAIRS.split()[1::2], strict=True))
LETTERS |= dict.fromkeys("ъьء", "")
SYLLABLE = re.compile(
    r"(?:HANGUL SYLLABLE|(?:HIRAGANA|KATAKANA) LETTER(?: SMALL)?|GEORGIAN LETTER) (\w+)$"
)
"""Names of characters that end in how they sound."""


def in_latin_letters(words: str) -> str:
    """Return the words in Latin letters; what has no counterpart here is left out."""
    return "".join(_letter(letter) for letter in normalize("NFC", words.lower()))


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter
    plain = normalize("NFD", letter)[0]
    if letter in LETTERS or plain in LETTERS:
        return LETTERS.get(letter, LETTERS.get(plain, ""))
    syllable = SYLLABLE.match(name(letter, ""))
    return syllable[1].lower() if syllable else letter
