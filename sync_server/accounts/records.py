"""The tables of accounts. Every primary key starts with the network, so that tables can be spread by network."""

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from shared.domain.record import instant

ROLES = ("worker", "coordinator", "admin", "viewer")


class Network(SQLModel, table=True):
    """A réseau: one social project; the tenant."""

    __tablename__ = "network"

    network_id: str = Field(primary_key=True)
    name: str


class Structure(SQLModel, table=True):
    """A structure of the network that has accounts; `code` is what files call it."""

    __tablename__ = "structure"

    network_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    code: str
    name: str
    place: str = ""


class Worker(SQLModel, table=True):
    """A user account. `code` is what imported files call the worker; an empty password hash signs in nowhere."""

    __tablename__ = "worker"
    __table_args__ = (
        Index("uq_worker_email", "network_id", "email", unique=True),
        Index("ix_worker_sign_in", "email"),
    )

    network_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    structure_id: str
    code: str = ""
    name: str
    email: str
    role: str = "worker"
    password_hash: str = ""
    active: bool = True


class Device(SQLModel, table=True):
    """An appareil: a phone, or the console and the importer acting for a worker.

    `settled` is the number of the last change taken from it; whatever comes again with a lower number is a repeat.
    """

    __tablename__ = "device"
    __table_args__ = (Index("ix_device_worker", "network_id", "worker_id", "kind"),)

    network_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    worker_id: str
    kind: str = "phone"  # phone, console, import
    label: str = ""
    token_hash: str = ""
    token_expires_at: int = Field(default=0, sa_type=BigInteger)
    enrolled_at: int = Field(default=0, sa_type=BigInteger)
    seen_at: int | None = instant()
    revoked: bool = False
    settled: int = Field(default=0, sa_type=BigInteger)


class EnrolmentCode(SQLModel, table=True):
    """A code that links a phone to a worker; kept hashed. A reusable one is only ever made for the demo."""

    __tablename__ = "enrolment_code"
    __table_args__ = (Index("ix_enrolment_code_hash", "code_hash"),)

    network_id: str = Field(primary_key=True)
    code_hash: str = Field(primary_key=True)
    worker_id: str
    expires_at: int = Field(default=0, sa_type=BigInteger)
    reusable: bool = False
    used: bool = False
