"""When a question has its answer, told by what answers what: the clocks of phones have no say.

A question is a remark that answers nothing; an answer names the question in `answer_to`. A visit left as a question is
*answered* once none of its open questions waits any more; asking again opens it again. It is never written: it follows.
"""

from sqlalchemy import ColumnElement, and_, exists

from shared.domain.remark import Remark
from shared.domain.visit import Visit
from sync_server.database import table_of
from sync_server.review.entries import VisitEntry

_ANSWER = table_of(Remark).alias("answer")
_QUESTION = table_of(Remark).alias("question")
_ITS_ANSWER = table_of(Remark).alias("its_answer")


def is_answered(network_id: ColumnElement[str], visit_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition under which a visit left as a question has all its answers."""
    of_visit = [and_(each.c.network_id == network_id, each.c.visit == visit_id) for each in (_ANSWER, _QUESTION)]
    answered = exists().where(of_visit[0], _ANSWER.c.answer_to != "", ~_ANSWER.c.deleted)
    its_answer = exists().where(
        _ITS_ANSWER.c.network_id == _QUESTION.c.network_id,
        _ITS_ANSWER.c.visit == _QUESTION.c.visit,
        _ITS_ANSWER.c.answer_to == _QUESTION.c.id,
        ~_ITS_ANSWER.c.deleted,
    )
    waiting = exists().where(
        of_visit[1], _QUESTION.c.answer_to == "", ~_QUESTION.c.settled, ~_QUESTION.c.deleted, ~its_answer
    )
    return and_(answered, ~waiting)


def entry_is_answered() -> ColumnElement[bool]:
    """Return the same condition for an entry of the visit log."""
    entries = table_of(VisitEntry).c
    return is_answered(entries.network_id, entries.visit_id)


def visit_is_answered() -> ColumnElement[bool]:
    """Return the same condition for a visit."""
    visits = table_of(Visit).c
    return is_answered(visits.network_id, visits.id)
