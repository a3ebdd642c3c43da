"""A phone process killed at any moment: no acknowledged row is lost, none is doubled, none is half there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from mobile.store.database import close_store, open_store

KEY = bytes(range(32))


def write_until_killed(path: Path) -> None:
    """Commits visits one after the other and tells each number only once it is committed."""
    store = open_store(path, KEY)
    with store.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS visit (id INTEGER PRIMARY KEY, body BLOB)")
        number = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM visit").scalar_one()
    while True:
        number += 1
        with store.begin() as connection:
            body = os.urandom(100 + number * 7919 % 20_000)
            connection.exec_driver_sql("INSERT INTO visit VALUES (?, ?)", (number, body))
            connection.exec_driver_sql("UPDATE visit SET body = ? WHERE id = ?", (body[:500], number // 2))
        os.write(sys.stdout.fileno(), b"%d\n" % number)


def test_a_killed_phone_keeps_every_acknowledged_row_once(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    chance = random.Random(9)  # noqa: S311 - how long each life lasts, no secret
    acknowledged = 0
    for _ in range(5):
        with subprocess.Popen([sys.executable, __file__, path], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            heard = b"".join(writer.stdout.readline() for _ in range(chance.randint(10, 40)))
            time.sleep(chance.uniform(0, 0.02))
            writer.send_signal(signal.SIGKILL)
            told = [int(line) for line in (heard + writer.stdout.read()).split(b"\n")[:-1]]
        acknowledged = max([acknowledged, *told])
        store = open_store(path, KEY)
        with store.begin() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            rows = [row for (row,) in connection.exec_driver_sql("SELECT id FROM visit ORDER BY id")]
        close_store(store)
        assert rows in (list(range(1, acknowledged + 1)), list(range(1, acknowledged + 2)))
    assert acknowledged >= 50


if __name__ == "__main__":
    write_until_killed(Path(sys.argv[1]))
