"""What surrounds a page: the side bar, who is signed in, and what the last action did."""

from sqlalchemy import Connection

from sync_server.console.desk import Desk
from sync_server.console.lines import Frame, Notice
from sync_server.console.locale import t
from sync_server.console.queries.selection import count_to_read
from sync_server.console.session import SignedIn, leave_notice


def frame_for(connection: Connection, who: SignedIn, words: str = "") -> Frame:
    """Read the surroundings of a page; `words` is what the search box holds."""
    return bare_frame(who, count_to_read(connection, who.reader), words)


def bare_frame(who: SignedIn, to_read: int = 0, words: str = "") -> Frame:
    """The surroundings of a page that reads nothing."""
    return Frame(
        network=who.network,
        worker=who.name,
        role=who.reader.role,
        to_read=to_read,
        csrf=who.csrf,
        words=words,
        notice=_notice(who),
    )


def notice_said(desk: Desk, who: SignedIn) -> None:
    """Once a page has told what an action did, no other tells it again; it can still be undone."""
    if who.notice and not who.notice.get("said"):
        leave_notice(desk, who, {**who.notice, "said": True})


def _notice(who: SignedIn) -> Notice | None:
    if not who.notice or who.notice.get("said"):
        return None
    return Notice(t(who.notice["key"], **who.notice.get("values", {})), undo=bool(who.notice.get("undo")))
