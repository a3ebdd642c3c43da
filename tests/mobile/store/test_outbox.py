"""What waits to be sent: numbered once, in order, whole actions in batches of the size the network bears."""

import itertools

import pytest
from sqlalchemy import Connection

from mobile.store import outbox
from mobile.store.outbox import LARGEST_BATCH, SMALLEST_BATCH, Outgoing
from mobile.store.records import Patch
from shared.sync.protocol import MOST_CHANGES
from tests.conftest import LinkPhone
from tests.worlds import Phone, World, new_id


@pytest.fixture
def phone(sqlite_world: World, link_phone: LinkPhone) -> Phone:
    return link_phone(sqlite_world, "corinne")


def people(count: int, name: str = "Odile") -> list[Patch]:
    return [Patch("person", new_id(), {"first_name": name}) for _ in range(count)]


def numbers_of(outgoing: Outgoing) -> list[list[int]]:
    return [[*range(first, first + len(changes))] for first, *changes in outgoing.request.actions]


def test_actions_leave_in_their_order_and_whole(phone: Phone) -> None:
    for count in (1, 3, 2):
        phone.save(*people(count))
    outgoing = phone.do(outbox.next_request)
    assert numbers_of(outgoing) == [[1], [2, 3, 4], [5, 6]]
    assert (outgoing.numbers, outgoing.more) == ((1, 2, 3, 4, 5, 6), False)


def test_a_batch_stops_at_the_size_the_network_has_borne(phone: Phone) -> None:
    for _ in range(40):
        phone.save(*people(2, "O" * 1_000))
    outgoing = phone.do(outbox.next_request)
    assert outgoing.more
    assert outgoing.numbers == tuple(range(1, len(outgoing.numbers) + 1))
    assert len(outgoing.numbers) % 2 == 0
    assert 20 <= len(outgoing.numbers) <= 40


def test_an_action_larger_than_a_batch_travels_alone_and_whole(phone: Phone) -> None:
    phone.save(*people(3, "O" * 100_000))
    phone.save(*people(1))
    outgoing = phone.do(outbox.next_request)
    assert (outgoing.numbers, outgoing.more) == ((1, 2, 3), True)


@pytest.mark.parametrize("size", [MOST_CHANGES - 1, MOST_CHANGES, MOST_CHANGES + 2])
def test_the_largest_number_of_changes_never_cuts_an_action(phone: Phone, size: int) -> None:
    def grow(connection: Connection) -> None:
        from mobile.store import state

        state.write(connection, "batch_bytes", LARGEST_BATCH)

    phone.do(grow)
    phone.save(*people(size))
    phone.save(*people(3))
    phone.save(*people(3))
    sent: list[list[int]] = []
    outgoing = phone.do(outbox.next_request)
    sent += numbers_of(outgoing)
    assert outgoing.more == (len(outgoing.numbers) < size + 6)
    assert sent == [[*range(1, size + 1)], [*range(size + 1, size + 4)]][: len(sent)]
    assert len(sent[0]) == size


def test_a_batch_doubles_with_success_and_halves_with_a_cut_within_bounds(phone: Phone) -> None:
    def budget(connection: Connection) -> int:
        from mobile.store import state

        return int(state.read(connection, "batch_bytes"))

    sizes = []
    for _ in range(10):
        phone.do(outbox.note_success)
        sizes.append(phone.do(budget))
    assert all(after in (2 * before, LARGEST_BATCH) for before, after in itertools.pairwise(sizes))
    assert sizes[-1] == LARGEST_BATCH
    for _ in range(20):
        phone.do(outbox.note_cut)
    assert phone.do(budget) == SMALLEST_BATCH


def test_a_number_is_given_only_once(phone: Phone) -> None:
    first = phone.save(*people(1)).action
    phone.synchronise()
    assert phone.waiting().changes == 0
    assert phone.save(*people(1)).action > first


def test_what_waits_is_counted_in_changes_and_in_taps(phone: Phone) -> None:
    phone.save(*people(3))
    phone.save(*people(1))
    waiting = phone.waiting()
    assert (waiting.changes, waiting.actions, waiting.refused) == (4, 2, 0)
