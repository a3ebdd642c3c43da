"""One picture and one short word for every need, status, way of meeting and outcome: the only table of the kind."""

from dataclasses import dataclass
from typing import Final

import flet as ft

from mobile.ui.locale import t
from mobile.ui.palette import Tone
from shared.reference.catalog import ListName, choices


@dataclass(frozen=True)
class Pictogram:
    """`code` as it is stored, its short word, its picture, and the tone that repeats what the picture says."""

    code: str
    words: str
    icon: ft.IconData
    tone: Tone = "fir"


_I = ft.Icons
# Categories of data·inclusion (need_categories.csv) and local codes, those met most often on the road first.
NEEDS: Final = (
    Pictogram("difficultes-administratives-ou-juridiques", t("need.admin"), _I.DESCRIPTION_ROUNDED),
    Pictogram("veillee--courrier-et-papiers", t("need.mail"), _I.MAIL_ROUNDED),
    Pictogram("sante", t("need.health"), _I.MEDICAL_SERVICES_ROUNDED),
    Pictogram("mobilite", t("need.mobility"), _I.DIRECTIONS_BUS_ROUNDED),
    Pictogram("veillee--isolement", t("need.isolation"), _I.DIVERSITY_3_ROUNDED),
    Pictogram("logement-hebergement", t("need.housing"), _I.COTTAGE_ROUNDED),
    Pictogram("difficultes-financieres", t("need.money"), _I.EURO_ROUNDED),
    Pictogram("equipement-et-alimentation", t("need.food"), _I.RESTAURANT_ROUNDED),
    Pictogram("veillee--precarite-energetique", t("need.heating"), _I.FIREPLACE_ROUNDED),
    Pictogram("numerique", t("need.digital"), _I.WIFI_ROUNDED),
    Pictogram("famille", t("need.family"), _I.FAMILY_RESTROOM_ROUNDED),
    Pictogram("lecture-ecriture-calcul", t("need.reading"), _I.MENU_BOOK_ROUNDED),
    Pictogram("trouver-un-emploi", t("need.job"), _I.WORK_ROUNDED),
    Pictogram("veillee--voisinage", t("need.neighbours"), _I.HOLIDAY_VILLAGE_ROUNDED),
    Pictogram("veillee--deuil", t("need.bereavement"), _I.LOCAL_FLORIST_ROUNDED),
    Pictogram("veillee--exploitation-agricole-en-difficulte", t("need.farm"), _I.AGRICULTURE_ROUNDED),
    Pictogram("se-former", t("need.training"), _I.SCHOOL_ROUNDED),
    Pictogram("choisir-un-metier", t("need.trade"), _I.EXPLORE_ROUNDED),
    Pictogram("preparer-sa-candidature", t("need.apply"), _I.ASSIGNMENT_IND_ROUNDED),
    Pictogram("remobilisation", t("need.recover"), _I.SELF_IMPROVEMENT_ROUNDED),
    Pictogram("creer-une-entreprise", t("need.business"), _I.STOREFRONT_ROUNDED),
    Pictogram("souvrir-a-linternational", t("need.abroad"), _I.PUBLIC_ROUNDED),
)
FIRST_NEEDS: Final = 12  # shown at once, the others behind one press


def _signs(name: ListName, *signs: tuple[str, ft.IconData, Tone]) -> tuple[Pictogram, ...]:
    """Pictures for one of the lists that phone and server share, with the words of that list."""
    known = choices(name)
    return tuple(Pictogram(code, known[code].short, icon, tone) for code, icon, tone in signs)


STATUSES: Final = _signs(
    "need_status",
    ("open", _I.RADIO_BUTTON_UNCHECKED_ROUNDED, "hay"),
    ("in_progress", _I.TIMELAPSE_ROUNDED, "fir"),
    ("referred", _I.NORTH_EAST_ROUNDED, "slate"),
    ("met", _I.CHECK_CIRCLE_ROUNDED, "slate"),
    ("dropped", _I.DO_NOT_DISTURB_ON_ROUNDED, "sunk"),
)
URGENCIES: Final = _signs(
    "urgency",
    ("low", _I.HOURGLASS_EMPTY_ROUNDED, "slate"),
    ("normal", _I.SCHEDULE_ROUNDED, "hay"),
    ("urgent", _I.PRIORITY_HIGH_ROUNDED, "rose"),
)
MODES: Final = _signs(
    "mode",
    ("home", _I.COTTAGE_ROUNDED, "fir"),
    ("session", _I.AIRPORT_SHUTTLE_ROUNDED, "fir"),
    ("street", _I.DIRECTIONS_WALK_ROUNDED, "fir"),
    ("telephone", _I.CALL_ROUNDED, "fir"),
    ("event", _I.CELEBRATION_ROUNDED, "fir"),
    ("structure", _I.STOREFRONT_ROUNDED, "fir"),
)
OUTCOMES: Final = _signs(
    "outcome",
    ("met", _I.FORUM_ROUNDED, "fir"),
    ("absent", _I.DOOR_FRONT_DOOR_ROUNDED, "slate"),
    ("refused", _I.FRONT_HAND_ROUNDED, "rose"),
    ("moved", _I.LOCAL_SHIPPING_ROUNDED, "slate"),
)
_NEED_BY_CODE: Final = {need.code: need for need in NEEDS}


def need_pictogram(code: str) -> Pictogram | None:
    """The picture of a need: its own for a local code, its category's otherwise. None for an unknown code."""
    return _NEED_BY_CODE.get(code) or _NEED_BY_CODE.get(code.partition("--")[0])
