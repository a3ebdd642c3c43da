"""What must hold at the end of the story, whatever was killed on the way: everything once, the same everywhere."""

from tests.journeys.evidence import PhoneEvidence, Rows, ServerEvidence, read_phone, read_server
from tests.journeys.setting import PEOPLE, Setting
from tests.journeys.story import ADDRESS, ANSWER, HER_NUMBER, HIS_NUMBER, NEED_CODE, NOTE, QUESTION


def nothing_was_lost(setting: Setting) -> None:
    """End the programs and read what they kept."""
    setting.end()
    server = read_server(setting)
    everything_is_there_once(server)
    for name in setting.phones:
        phone = read_phone(setting.folder / name)
        everything_was_sent_once(phone, server)
        the_same_is_on_the_phone(phone, server)


def everything_is_there_once(server: ServerEvidence) -> None:
    """The records of the story, each one time."""
    [visit] = server.rows["visit"].values()
    assert (visit["note"], visit["review"]) == (NOTE, "question")
    [need] = server.rows["need"].values()
    assert need["code"] == NEED_CODE
    assert len(server.rows["person"]) == len(PEOPLE)
    person = server.rows["person"][next(iter(visit["participants"]))]
    assert person["address"] == ADDRESS
    [phone] = person["phones"].values()
    [conflict] = server.rows["conflict"].values()
    assert conflict["record_id"] == person["id"]
    assert conflict["kept"] == phone
    assert {conflict["kept"]["typed"], conflict["lost"]["typed"]} == {HER_NUMBER, HIS_NUMBER}
    question, answer = sorted(server.rows["remark"].values(), key=lambda remark: bool(remark["answer_to"]))
    assert (question["text"], answer["text"], answer["answer_to"]) == (QUESTION, ANSWER, question["id"])


def everything_was_sent_once(phone: PhoneEvidence, server: ServerEvidence) -> None:
    """Nothing waits, nothing was refused, no draft is left, and the log holds each change of the phone one time."""
    assert (phone.waiting, phone.refused, phone.drafts) == (0, 0, ())
    assert phone.last_number > 0
    assert server.numbers(phone.device) == list(range(1, phone.last_number + 1))


def the_same_is_on_the_phone(phone: PhoneEvidence, server: ServerEvidence) -> None:
    """Every row, in every field."""
    assert _told(phone.rows) == _told(server.rows)


def _told(rows: Rows) -> Rows:
    """The rows without their stamps: a phone does not ask back when the server took in what it wrote itself."""
    return {
        table: {record_id: {name: row[name] for name in row if name != "stamps"} for record_id, row in found.items()}
        for table, found in rows.items()
    }
