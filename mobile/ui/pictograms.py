"""One picture and one short word for every need, status, way of meeting and outcome: the only table of the kind."""

from dataclasses import dataclass
from typing import Final

import flet as ft

from mobile.ui.palette import Tone


@dataclass(frozen=True)
class Pictogram:
    """`code` as it is stored, the key of its word, its picture, and the tone that repeats what the picture says."""

    code: str
    word: str
    icon: ft.IconData
    tone: Tone = "fir"


_I = ft.Icons
# Categories of data·inclusion (need_categories.csv) and local codes, those met most often on the road first.
NEEDS: Final = (
    Pictogram("difficultes-administratives-ou-juridiques", "need.admin", _I.DESCRIPTION_ROUNDED),
    Pictogram("veillee--courrier-et-papiers", "need.mail", _I.MAIL_ROUNDED),
    Pictogram("sante", "need.health", _I.MEDICAL_SERVICES_ROUNDED),
    Pictogram("mobilite", "need.mobility", _I.DIRECTIONS_BUS_ROUNDED),
    Pictogram("veillee--isolement", "need.isolation", _I.DIVERSITY_3_ROUNDED),
    Pictogram("logement-hebergement", "need.housing", _I.COTTAGE_ROUNDED),
    Pictogram("difficultes-financieres", "need.money", _I.EURO_ROUNDED),
    Pictogram("equipement-et-alimentation", "need.food", _I.RESTAURANT_ROUNDED),
    Pictogram("veillee--precarite-energetique", "need.heating", _I.FIREPLACE_ROUNDED),
    Pictogram("numerique", "need.digital", _I.WIFI_ROUNDED),
    Pictogram("famille", "need.family", _I.FAMILY_RESTROOM_ROUNDED),
    Pictogram("lecture-ecriture-calcul", "need.reading", _I.MENU_BOOK_ROUNDED),
    Pictogram("trouver-un-emploi", "need.job", _I.WORK_ROUNDED),
    Pictogram("veillee--voisinage", "need.neighbours", _I.HOLIDAY_VILLAGE_ROUNDED),
    Pictogram("veillee--deuil", "need.bereavement", _I.LOCAL_FLORIST_ROUNDED),
    Pictogram("veillee--exploitation-agricole-en-difficulte", "need.farm", _I.AGRICULTURE_ROUNDED),
    Pictogram("se-former", "need.training", _I.SCHOOL_ROUNDED),
    Pictogram("choisir-un-metier", "need.trade", _I.EXPLORE_ROUNDED),
    Pictogram("preparer-sa-candidature", "need.apply", _I.ASSIGNMENT_IND_ROUNDED),
    Pictogram("remobilisation", "need.recover", _I.SELF_IMPROVEMENT_ROUNDED),
    Pictogram("creer-une-entreprise", "need.business", _I.STOREFRONT_ROUNDED),
    Pictogram("souvrir-a-linternational", "need.abroad", _I.PUBLIC_ROUNDED),
)
FIRST_NEEDS: Final = 12  # shown at once, the others behind one press

STATUSES: Final = (
    Pictogram("open", "need.status.open", _I.RADIO_BUTTON_UNCHECKED_ROUNDED, "hay"),
    Pictogram("in_progress", "need.status.in_progress", _I.TIMELAPSE_ROUNDED, "fir"),
    Pictogram("referred", "need.status.referred", _I.NORTH_EAST_ROUNDED, "slate"),
    Pictogram("met", "need.status.met", _I.CHECK_CIRCLE_ROUNDED, "slate"),
    Pictogram("dropped", "need.status.dropped", _I.DO_NOT_DISTURB_ON_ROUNDED, "sunk"),
    Pictogram("urgent", "need.status.urgent", _I.PRIORITY_HIGH_ROUNDED, "rose"),
)
MODES: Final = (
    Pictogram("home", "visit.mode.home", _I.COTTAGE_ROUNDED),
    Pictogram("street", "visit.mode.street", _I.DIRECTIONS_WALK_ROUNDED),
    Pictogram("session", "visit.mode.session", _I.STOREFRONT_ROUNDED),
    Pictogram("telephone", "visit.mode.telephone", _I.CALL_ROUNDED),
    Pictogram("event", "visit.mode.event", _I.CELEBRATION_ROUNDED),
)
OUTCOMES: Final = (
    Pictogram("met", "visit.outcome.met", _I.FORUM_ROUNDED),
    Pictogram("absent", "visit.outcome.absent", _I.DOOR_FRONT_DOOR_ROUNDED, "slate"),
    Pictogram("refused", "visit.outcome.refused", _I.FRONT_HAND_ROUNDED, "rose"),
    Pictogram("moved", "visit.outcome.moved", _I.LOCAL_SHIPPING_ROUNDED, "slate"),
)
_NEED_BY_CODE: Final = {need.code: need for need in NEEDS}


def need_pictogram(code: str) -> Pictogram | None:
    """The picture of a need: its own for a local code, its category's otherwise. None for an unknown code."""
    return _NEED_BY_CODE.get(code) or _NEED_BY_CODE.get(code.partition("--")[0])
