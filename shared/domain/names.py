"""Two spellings of one name made equal: accents, ligatures, case, hyphens and apostrophes no longer count."""

import unicodedata

# Letters that Unicode does not decompose and French keyboards do not have.
_LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t",
    "ə": "e", "ɛ": "e", "ɔ": "o", "ƒ": "f",
}  # fmt: skip
# Unicode calls these letters; people use them as apostrophes.
_APOSTROPHES = frozenset("ʻʼʽʾʿˈˊˋ")
_DROPPED = frozenset({"Mn", "Me", "Cf"})  # accents, enclosing marks, invisible characters
_REMEMBERED = 4096

PARTICLES = frozenset(
    {"d", "da", "das", "de", "del", "della", "der", "des", "di", "do", "dos", "du", "el", "al", "l", "la", "le", "les",
     "van", "von", "y"}
)  # fmt: skip


def fold(text: str) -> str:
    """Lower-case words parted by one space, without accents or punctuation; folding again changes nothing.

    Particles stay, as words of their own: "L'Héritier" → "l heritier", "Le Bihan-Œuf" → "le bihan oeuf".
    Letters of other scripts stay, without their optional vowel signs.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    return " ".join(text.translate(_FOLDED).split())


def without_particles(folded: str) -> str:
    """The words of a folded name that are not particles; a name made only of particles is kept whole."""
    kept = [word for word in folded.split(" ") if word not in PARTICLES]
    return " ".join(kept) if kept else folded


def joined(folded: str) -> str:
    """A folded name in one piece, so that "jean pierre" meets "jeanpierre" and "l heritier" meets "lheritier"."""
    return folded.replace(" ", "")


def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_fold_piece(piece) for piece in decomposed)


def _fold_piece(piece: str) -> str:
    if piece in _LETTERS:
        return _LETTERS[piece]
    category = unicodedata.category(piece)
    if category in _DROPPED:
        return ""
    return piece if category[0] in "LNM" and piece not in _APOSTROPHES else " "


class _Folded(dict[int, str]):
    """Each character is folded once: `str.translate` asks here for those it has not met."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


_FOLDED = _Folded()
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}
