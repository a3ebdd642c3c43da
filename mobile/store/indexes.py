"""The indexes of the phone's store: one for each way in which its screens look records up.

Each costs every page of the first reception, so there is none that no screen asks for.
"""

from sqlalchemy import Connection

_READ_BY = {
    "ix_person_name": "person (network_id, last_name, first_name, id)",
    "ix_person_place": "person (network_id, commune, hamlet)",
    "ix_person_household": "person (network_id, household)",
    "ix_visit_author": "visit (network_id, author, day, created_at)",
    "ix_visit_commune": "visit (network_id, commune, day)",
    "ix_visit_question": "visit (network_id, author) WHERE review = 'question'",
    "ix_need_person": "need (network_id, person)",
    "ix_need_visit": "need (network_id, opened_in)",
    "ix_follow_up_due": "follow_up (network_id, due_on, id)",
    "ix_follow_up_person": "follow_up (network_id, person)",
    "ix_follow_up_visit": "follow_up (network_id, visit)",
    "ix_remark_visit": "remark (network_id, visit, created_at)",
    "ix_conflict_record": "conflict (network_id, record_id)",
    "ix_participation_visit": "participation (network_id, visit_id)",
}


def create_indexes(connection: Connection) -> None:
    """Create the indexes of an empty store."""
    for name, columns in _READ_BY.items():
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {columns}")
