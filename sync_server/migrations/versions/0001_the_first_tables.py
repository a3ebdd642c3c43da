"""The first tables"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from shared.domain.record import Json

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "change_log",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("device", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("worker_id", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("fields", Json, nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("base_seq", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "device", "number"),
    )
    op.create_index("ix_change_log_record", "change_log", ["network_id", "record_id", "seq"], unique=False)
    op.create_table(
        "conflict",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.Column("stamps", Json, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("kept", Json, nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.Column("lost", Json, nullable=False),
        sa.Column("lost_by", sa.Integer(), nullable=False),
        sa.Column("lost_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_index("ix_conflict_record_id", "conflict", ["network_id", "record_id"], unique=False)
    op.create_index("ix_conflict_seq", "conflict", ["network_id", "seq"], unique=False)
    op.create_table(
        "console_session",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("worker_id", sa.String(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("notice", Json, nullable=False),
        sa.PrimaryKeyConstraint("network_id", "secret_hash"),
    )
    op.create_index("ix_console_session_age", "console_session", ["network_id", "opened_at"], unique=False)
    op.create_table(
        "counter",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("network_id"),
    )
    op.create_table(
        "device",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("token_expires_at", sa.BigInteger(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("settled", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "number"),
    )
    op.create_index("ix_device_worker", "device", ["network_id", "worker_id", "kind"], unique=False)
    op.create_table(
        "enrolment_code",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("worker_id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("reusable", sa.Boolean(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "code_hash"),
    )
    op.create_index("ix_enrolment_code_hash", "enrolment_code", ["code_hash"], unique=False)
    op.create_table(
        "entry_mark",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "record"),
    )
    op.create_table(
        "follow_up",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.Column("stamps", Json, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("assignee", sa.String(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_index("ix_follow_up_person", "follow_up", ["network_id", "person"], unique=False)
    op.create_index("ix_follow_up_seq", "follow_up", ["network_id", "seq"], unique=False)
    op.create_index("ix_follow_up_visit", "follow_up", ["network_id", "visit"], unique=False)
    op.create_table(
        "household",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.Column("stamps", Json, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("hamlet", sa.String(), nullable=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("declared_size", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_index("ix_household_seq", "household", ["network_id", "seq"], unique=False)
    op.create_table(
        "need",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.Column("stamps", Json, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("opened_on", sa.String(), nullable=False),
        sa.Column("opened_in", sa.String(), nullable=False),
        sa.Column("closed_on", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("told_by_resident", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_index("ix_need_opened_in", "need", ["network_id", "opened_in"], unique=False)
    op.create_index("ix_need_person", "need", ["network_id", "person"], unique=False)
    op.create_index("ix_need_seq", "need", ["network_id", "seq"], unique=False)
    op.create_table(
        "need_entry",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("need_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "need_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_need_entry_code", "need_entry", ["network_id", "code", "visit_id"], unique=False)
    op.create_table(
        "network",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id"),
    )
    op.create_table(
        "participation",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "person_id", "visit_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_participation_visit_id", "participation", ["network_id", "visit_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.Column("stamps", Json, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("birth_name", sa.String(), nullable=False),
        sa.Column("usual_name", sa.String(), nullable=False),
        sa.Column("gender", sa.String(), nullable=False),
        sa.Column("birth_date", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_approx", sa.Boolean(), nullable=False),
        sa.Column("phones", Json, nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("preferred_contact", sa.String(), nullable=False),
        sa.Column("best_time", sa.String(), nullable=False),
        sa.Column("languages", Json, nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("hamlet", sa.String(), nullable=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("household_role", sa.String(), nullable=False),
        sa.Column("publics", Json, nullable=False),
        sa.Column("tags", Json, nullable=False),
        sa.Column("approach_note", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("structure", sa.String(), nullable=False),
        sa.Column("known_since", sa.String(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_index("ix_person_seq", "person", ["network_id", "seq"], unique=False)
    op.create_table(
        "person_entry",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "person_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_entry_name", "person_entry", ["network_id", "name", "person_id"], unique=False)
    op.create_table(
        "remark",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.Column("stamps", Json, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer_to", sa.String(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_index("ix_remark_seq", "remark", ["network_id", "seq"], unique=False)
    op.create_index("ix_remark_visit", "remark", ["network_id", "visit"], unique=False)
    op.create_table(
        "structure",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_table(
        "visit",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("extra", Json, nullable=False),
        sa.Column("stamps", Json, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("duration", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("participants", Json, nullable=False),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("head_counts", Json, nullable=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("hamlet", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("structure", sa.String(), nullable=False),
        sa.Column("workers", Json, nullable=False),
        sa.Column("axes", Json, nullable=False),
        sa.Column("transversal", Json, nullable=False),
        sa.Column("attention", Json, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_index("ix_visit_seq", "visit", ["network_id", "seq"], unique=False)
    op.create_table(
        "visit_entry",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("structure", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("axes", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "visit_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_visit_entry_day",
        "visit_entry",
        ["network_id", "day", "started_at", "visit_id", "review", "commune", "structure", "author", "mode", "axes"],
        unique=False,
    )
    op.create_index(
        "ix_visit_entry_review", "visit_entry", ["network_id", "review", "day", "started_at", "visit_id"], unique=False
    )
    op.create_table(
        "worker",
        sa.Column("network_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id"),
    )
    op.create_index("ix_worker_sign_in", "worker", ["email"], unique=False)
    op.create_index("uq_worker_email", "worker", ["network_id", "email"], unique=True)
