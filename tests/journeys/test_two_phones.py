"""Two phones and a server, from a save on one to the row on the other."""

from tests.conftest import LinkPhone
from tests.worlds import World


def test_what_one_phone_writes_the_other_reads(world: World, link_phone: LinkPhone) -> None:
    corinne, abel = link_phone(world, "corinne"), link_phone(world, "abel")
    person = corinne.create("person", {"first_name": "Odile", "hamlet": "Le Bourg", "tags/isolée": True})
    corinne.synchronise()
    abel.synchronise()
    read = abel.row("person", person)
    assert (read["first_name"], read["tags"], read["author"]) == ("Odile", {"isolée": True}, "corinne")


def test_a_phone_in_step_sends_and_reads_nothing(world: World, link_phone: LinkPhone) -> None:
    corinne = link_phone(world, "corinne")
    corinne.create("person", {"first_name": "Odile"})
    corinne.synchronise()
    again = corinne.synchronise()
    assert (again.sent, again.received, again.requests) == (0, 0, 1)
