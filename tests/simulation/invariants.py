"""What must hold once every fault has stopped, in words; each function returns what is wrong, "" where nothing is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from shared.domain.record import Row
from shared.domain.registry import Kind, record_types
from shared.sync.change import split_path
from sync_server.sync.change_log import LoggedChange
from tests.simulation.phone import SimulatedPhone, Written
from tests.simulation.server import SimulatedServer


def logical(row: Row) -> dict[str, Any]:
    """Return a row without the sequences inside its stamps: a phone learns them only where it must."""
    stamps = {path: write[:2] for path, write in row["stamps"].items()}
    return {**row, "stamps": stamps}


def all_agree(server: SimulatedServer, phones: Iterable[SimulatedPhone]) -> str:
    """Every phone holds exactly the server's rows."""
    for table in record_types():
        there = {key: logical(row) for key, row in server.rows(table).items()}
        for phone in phones:
            here = {key: logical(row) for key, row in phone.rows(table).items()}
            for key in there.keys() | here.keys():
                if here.get(key) != there.get(key):
                    return (
                        f"phone {phone.device} differs in {table} {key}: {_difference(here.get(key), there.get(key))}"
                    )
    return ""


def _difference(here: Row | None, there: Row | None) -> str:
    if here is None or there is None:
        return "only the server has it" if here is None else "only the phone has it"
    return "; ".join(f"{name}: {here[name]!r}, server {there[name]!r}" for name in here if here[name] != there[name])


def each_write_once(log: Sequence[LoggedChange], written: Sequence[Written]) -> str:
    """The change log holds every committed write, as it was made, and nothing else."""
    logged = {(entry.device, entry.number): entry for entry in log}
    for write in written:
        entry = logged.pop((write.device, write.number), None)
        if entry is None:
            return f"a write was lost: {write}"
        if (entry.verdict == "rejected") != write.poisoned:
            return f"wrong verdict {entry.verdict} {entry.reason} for {write}"
        same = (entry.record_id, entry.fields, entry.stamp) == (write.record_id, write.fields, write.stamp)
        if not write.poisoned and not same:
            return f"a write was altered: {write}"
    return f"never written: {next(iter(logged.values()))}" if logged else ""


def refused_are_set_aside(phones: Iterable[SimulatedPhone], written: Sequence[Written]) -> str:
    """What was refused is in its author's quarantine, whole actions, and nothing else is."""
    for phone in phones:
        wanted = {write.number for write in written if write.poisoned and write.device == phone.device}
        if phone.refused() != wanted:
            return f"quarantine of phone {phone.device}: {phone.refused()}, not {wanted}"
    return ""


@dataclass(frozen=True)
class _Step:
    """One value written to one path of one record."""

    device: int
    number: int
    value: Any
    base_seq: int
    seq: int


def _steps(log: Sequence[LoggedChange], written: Sequence[Written]) -> dict[tuple[str, str, str], list[_Step]]:
    """Return what was written to each path. `base_seq` is what the author truly saw, `seq` what the server gave."""
    given = {(entry.device, entry.number): entry.seq for entry in log}
    steps: dict[tuple[str, str, str], list[_Step]] = defaultdict(list)
    for write in written:
        if write.poisoned:
            continue
        seq = given[write.device, write.number]
        for path, value in write.fields.items():
            step = _Step(write.device, write.number, value, write.base_seq, seq)
            steps[write.record, write.record_id, path].append(step)
    return steps


def _held(row: Row, table: str, path: str) -> Any:
    fields = record_types()[table].fields
    name, element = split_path(path)
    if name not in fields:
        return row["extra"].get(path)
    return row[name].get(element) if element else row[name]


def _followed(step: _Step, steps: Sequence[_Step]) -> bool:
    return any(
        other.base_seq >= step.seq or (other.device == step.device and other.number > step.number) for other in steps
    )


def nothing_vanished(server: SimulatedServer, log: Sequence[LoggedChange], written: Sequence[Written]) -> str:
    """Every overwritten value is visible, in a conflict, or replaced by its author or by someone who had seen it.

    Sets merge as adds and removes: they have no losers.
    """
    recorded = {
        (row["record"], row["record_id"], row["field"], repr(row[side]))
        for row in server.rows("conflict").values()
        for side in ("kept", "lost")
    }
    for (table, key, path), steps in _steps(log, written).items():
        if record_types()[table].fields.get(split_path(path)[0]) is Kind.SET:
            continue
        held = _held(server.rows(table)[key], table, path)
        # Two people who wrote the same value agree: whoever replaces the one knowingly replaces the other.
        replaced = [step.value for step in steps if _followed(step, steps)]
        for step in steps:
            kept = step.value == held or (table, key, path, repr(step.value)) in recorded
            if not kept and step.value not in replaced:
                return f"silent overwrite of {table} {key} {path}: {step}, now {held!r}"
    return ""


def own_order_kept(server: SimulatedServer, log: Sequence[LoggedChange], written: Sequence[Written]) -> str:
    """Nobody finds a value of hers that she herself replaced later, unless somebody wrote the same."""
    for (table, key, path), steps in _steps(log, written).items():
        held = _held(server.rows(table)[key], table, path)
        last = {step.device: step.value for step in sorted(steps, key=lambda step: step.number)}
        authors = {step.device for step in steps if step.value == held}
        if path != "deleted" and authors and not any(last[device] == held for device in authors):
            return f"an earlier value came back in {table} {key} {path}: {held!r}, last were {last}"
    return ""


def edits_survive_deletion(server: SimulatedServer, log: Sequence[LoggedChange], written: Sequence[Written]) -> str:
    """A record stays deleted only against the edits that its deleter knew, or whose authors knew of the deletion.

    An edit that no longer shows lost to another one: `nothing_vanished` asks after it.
    """
    by_record: dict[tuple[str, str], list[tuple[str, _Step]]] = defaultdict(list)
    for (table, key, path), steps in _steps(log, written).items():
        by_record[table, key].extend((path, step) for step in steps)
    for (table, key), all_steps in by_record.items():
        row = server.rows(table)[key]
        deletions = [step for path, step in all_steps if path == "deleted" and step.value is True]
        for path, edit in all_steps:
            hidden = row["deleted"] and path != "deleted" and edit.value == _held(row, table, path)
            if hidden and not any(_knew(deletion, edit, path, all_steps) for deletion in deletions):
                return f"an edit vanished in a deletion: {table} {key} {path} {edit}"
    return ""


def _knew(deletion: _Step, edit: _Step, path: str, steps: Sequence[tuple[str, _Step]]) -> bool:
    """Tell whether the one knew of the other, or the deleter knew the same value, from herself or somebody else."""
    if edit.base_seq >= deletion.seq:
        return True
    same = (step for where, step in steps if (where, step.value) == (path, edit.value))
    return any(step.device == deletion.device or deletion.base_seq >= step.seq for step in same)
