"""Which commune a foreign file means, by INSEE code, postal code and name; a doubt is said, never settled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from shared.domain.names import fold
from shared.reference.catalog import Commune

Certainty = Literal["certain", "near", "uncertain", "unknown", "nothing"]

_POSTAL = re.compile(r"(?<!\d)(\d{5})(?!\d)")
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "s": "sur", "sr": "sur", "s/": "sur", "nd": "notre dame", "cedex": ""}
_NEAR = 85  # out of 100: what a slip of the finger leaves ("Dorats", "Courpièr")
_CLEAR = 10  # by how much the nearest name must beat the next one
_CANDIDATE = 65  # under the right postal code
_CANDIDATE_ALONE = 80  # a name without a postal code: "Paris" is no slip of "Ris"
_MOST_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class CommuneMatch:
    """What was understood.

    certain: a code or the name itself. near: one slip away from one name of the same postal code; taken, and reported.
    uncertain: `candidates` are possible, none is taken. unknown: not in this territory. nothing: nothing was written.
    """

    certainty: Certainty
    insee: str
    typed: str
    candidates: tuple[str, ...] = ()


class Communes:
    """The communes of a territory, ready to be recognised."""

    def __init__(self, communes: Iterable[Commune]) -> None:
        self._by_insee = {commune.insee: commune for commune in communes}
        self._names = {insee: _plain(commune.name) for insee, commune in self._by_insee.items()}
        self.match = lru_cache(maxsize=4096)(self._match)  # a file says the same few towns on thousands of lines

    def name(self, insee: str) -> str:
        return self._by_insee[insee].name

    def _match(self, name: str, postal_code: str = "", insee: str = "") -> CommuneMatch:
        """Any of the three may be missing, and the name may hold the postal code: "63250 Celles-sur-Durolle"."""
        typed = " ".join(part for part in (insee, postal_code, name) if part.strip())
        if not typed:
            return CommuneMatch("nothing", "", "")
        codes = {code for cell in (insee, postal_code, name) for code in _POSTAL.findall(cell)}
        plain = _plain(_POSTAL.sub(" ", name))
        if insee.strip() in self._by_insee:
            return self._confirmed(insee.strip(), plain, typed)
        if insee.strip() and not self._in_postal_codes({insee.strip()}):
            # A commune of elsewhere, or a slip in the code: the name alone must not decide against it.
            return self._doubt(typed, plain, codes, strongest="uncertain")
        return self._doubt(typed, plain, codes, strongest="certain")

    def _confirmed(self, insee: str, plain: str, typed: str) -> CommuneMatch:
        other = [code for code, name in self._names.items() if name == plain and code != insee]
        if other:
            return CommuneMatch("uncertain", "", typed, (self.name(insee), *map(self.name, other)))
        return CommuneMatch("certain", insee, typed)

    def _doubt(self, typed: str, plain: str, codes: set[str], *, strongest: Certainty) -> CommuneMatch:
        here = self._in_postal_codes(codes)
        exact = [insee for insee, name in self._names.items() if plain and name == plain]
        if exact:
            # A postal code of elsewhere beside a name of here: there are two places of that name, or a slip.
            agrees = not codes or exact[0] in here
            candidates = tuple(dict.fromkeys([self.name(exact[0]), *map(self.name, here[: _MOST_CANDIDATES - 1])]))
            if agrees and strongest == "certain":
                return CommuneMatch("certain", exact[0], typed)
            return CommuneMatch("uncertain", "", typed, candidates)
        if not plain:
            names = tuple(map(self.name, here[:_MOST_CANDIDATES]))
            return CommuneMatch("uncertain" if names else "unknown", "", typed, names)
        ranked = self._ranked(plain, here or list(self._names))
        if here and strongest == "certain" and self._is_clear(ranked):
            return CommuneMatch("near", ranked[0][1], typed, (self.name(ranked[0][1]),))
        floor = _CANDIDATE if here else _NEAR if codes else _CANDIDATE_ALONE
        likely = [insee for score, insee in ranked if score >= floor][:_MOST_CANDIDATES]
        if not likely and here:
            likely = here[:_MOST_CANDIDATES]
        return CommuneMatch("uncertain" if likely else "unknown", "", typed, tuple(map(self.name, likely)))

    def _in_postal_codes(self, codes: set[str]) -> list[str]:
        return [insee for insee, commune in self._by_insee.items() if codes.intersection(commune.postal_codes)]

    def _ranked(self, plain: str, among: list[str]) -> list[tuple[float, str]]:
        return sorted(((_likeness(plain, self._names[insee]), insee) for insee in among), reverse=True)

    @staticmethod
    def _is_clear(ranked: list[tuple[float, str]]) -> bool:
        runner_up = ranked[1][0] if len(ranked) > 1 else 0.0
        return ranked[0][0] >= _NEAR and ranked[0][0] - runner_up >= _CLEAR


def _plain(name: str) -> str:
    return " ".join(word for part in fold(name).split() if (word := _ABBREVIATIONS.get(part, part)))


def _likeness(typed: str, name: str) -> float:
    """A typed name that is the beginning of one name ("Celles", "Saint Rémy") is near it."""
    if len(typed) >= 4 and name.startswith(f"{typed} "):
        return 90.0
    return fuzz.ratio(typed, name)
