# SPDX-License-Identifier: GPL-3.0-or-later
"""Many accounts and many clients: a private roostd whose store holds 100,000 accounts, what it takes
to list, find, meet and erase them, and 10,000 of their clients logged in at once."""

import argparse
import contextlib
import json
import os
import random
import resource
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(ROOT, "tests", "e2e"), HERE]
import relay  # noqa: E402
from processes import cpu_seconds  # noqa: E402

PASSWORD = "benchpass123"
DESCRIPTORS = 65536
NOISE = 5  # times each call is timed; its median counts
DAY = 86400
SETTINGS = {
    "max_user_send_per_minute": 100000,
    "max_user_send_burst_size": 100000,
    "max_load_1m": 1000,
    "max_new_accounts_per_second": 1000,
}


def raise_limits():
    """Both sides need a descriptor for each client; what root may not have, others must do with."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(most, DESCRIPTORS), max(most, DESCRIPTORS)))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Control:
    """The control socket, without a program to start for each call."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.lines = self.socket.makefile("rb")

    def close(self):
        self.lines.close()
        self.socket.close()

    def call(self, method, **parameters):
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
        self.socket.sendall(json.dumps(request).encode() + b"\n")
        while True:
            answer = json.loads(self.lines.readline())
            if "id" in answer:
                return answer["result"]


class Town(relay.Relay):
    """A relay with many accounts; all have one password."""

    def __init__(self, accounts, clients):
        super().__init__(SETTINGS | {"max_imap_connections": clients})
        self.accounts = accounts

    def address(self, number):
        return f"u{number:08}@{self.domain}"

    def fill(self):
        """As if they had come long ago. The relay must not run meanwhile."""
        self.imap(self.address(0), PASSWORD).logout()
        self.stop()
        path = os.path.join(self.folder, "data", "roost.db")
        with contextlib.closing(sqlite3.connect(path)) as db, db:
            columns = "password_hash, state, inbox_id, created_at, last_seen_at, erase_at"
            (hashed,) = db.execute("SELECT password_hash FROM accounts").fetchone()
            last = db.execute("SELECT max(id) FROM mailboxes").fetchone()[0]
            today = int(time.time()) // DAY * DAY
            db.executemany(
                f"INSERT INTO accounts (address, {columns}) VALUES (?, ?, 0, ?, ?, ?, 0)",
                (
                    (self.address(n), hashed, last + n, today - n, today - n % 90 * DAY)
                    for n in range(1, self.accounts)
                ),
            )
            # Each gets an INBOX like the first one's.
            names = [row[1] for row in db.execute("PRAGMA table_info(mailboxes)")]
            given = {"id": "a.inbox_id", "account_id": "a.id"}
            values = ", ".join(given.get(name, "m." + name) for name in names)
            db.execute(
                f"INSERT INTO mailboxes ({', '.join(names)}) SELECT {values} FROM accounts a,"
                f" mailboxes m WHERE m.id = ? AND a.inbox_id > ?",
                (last, last),
            )

    def start_again(self):
        """Milliseconds until it answers."""
        begin = time.monotonic()
        self.start()
        return 1000 * (time.monotonic() - begin)

    def description(self):
        return (
            f"name=roost host={relay.HOST} smtps={self.port('smtps')} imaps={self.port('imaps')} "
            f"users=u{{:08}}@{self.domain} password={PASSWORD} pids={self.process.pid}"
        )


def milliseconds(work, times=NOISE):
    """The median of some tries."""
    taken = []
    for _ in range(times):
        begin = time.monotonic()
        work()
        taken.append(1000 * (time.monotonic() - begin))
    return statistics.median(taken)


class Figures:
    def __init__(self, town, quiet):
        self.town = town
        self.quiet = quiet  # seconds
        self.rows = {}
        self.control = Control(town.control)

    def note(self, title, value):
        print(f"{title:50} {value:10.2f}", file=sys.stderr, flush=True)
        self.rows[title] = value

    def time_call(self, title, method, **parameters):
        self.note(title, milliseconds(lambda: self.control.call(method, **parameters)))

    def lists(self):
        end = self.town.accounts - 100
        assert self.control.call("user_list", limit=1)["total"] == self.town.accounts
        self.time_call("first page of users", "user_list")
        self.time_call("last page of users", "user_list", offset=end)
        self.time_call("users by age", "user_list", sort="last_seen_at", descending=True)
        self.time_call("users by size", "user_list", sort="octets", descending=True)
        self.time_call("users by part of the name", "user_list", filter="4242")
        self.time_call("overview", "overview_get")

    def logins(self):
        """Of different accounts, so that each costs a password hash; over new connections."""
        numbers = iter(random.sample(range(self.town.accounts // 2, self.town.accounts), 40))

        def log_in():
            self.town.imap(self.town.address(next(numbers)), PASSWORD).logout()

        self.note("first login of an account", milliseconds(log_in, 20))

    def silence(self):
        """What the second's beat and the housekeepers cost while nothing happens."""
        pids = [self.town.process.pid]
        before = cpu_seconds(pids)
        time.sleep(self.quiet)
        used = cpu_seconds(pids) - before
        self.note("CPU of a silent minute", 60 * 1000 * used / self.quiet)

    def erasing(self):
        """The accounts that are due are erased once a minute; users come and go meanwhile."""
        gone = self.town.accounts // 100
        first = self.town.accounts - gone
        self.town.change({"deleted_account_undo_seconds": 0})
        begin = time.monotonic()
        for number in range(first, self.town.accounts):
            self.control.call("user_delete", address=self.town.address(number))
        self.note("deleting an account", 1000 * (time.monotonic() - begin) / gone)
        left = self.town.accounts - gone
        waits, end = [], time.monotonic() + 90
        while True:
            begin = time.monotonic()
            found = self.control.call("user_list", limit=1)["total"]
            waits.append(1000 * (time.monotonic() - begin))
            if found == left:
                break
            assert time.monotonic() < end, f"{found - left} accounts were not erased"
            time.sleep(0.05)
        self.note("worst answer while they are erased", max(waits))

    def table(self):
        lines = ["| figure | ms |", "| --- | --- |"]
        lines += [f"| {title} | {value:.1f} |" for title, value in self.rows.items()]
        return "\n".join(lines)


def measure_accounts(town, options):
    town.fill()
    started = town.start_again()
    town.wait_for_ports()
    figures = Figures(town, options.quiet)
    figures.note("start", started)
    figures.lists()
    figures.logins()
    figures.silence()
    if options.erase:
        figures.erasing()
    figures.control.close()
    return figures


def measure_clients(town, options, stderr=None):
    command = [os.path.join(os.environ["ROOST_BIN"], "roost_bench"), "--only=crowd"]
    command += ["--crowd", str(options.clients), "--server", town.description()]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=stderr, text=True)
    # They have all gone at once. Who comes now is served.
    town.imap(town.address(1), PASSWORD).logout()
    return done.stdout


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=100000)
    parser.add_argument("--clients", type=int, default=10000)
    parser.add_argument("--quiet", type=float, default=10)
    parser.add_argument("--no-erase", dest="erase", action="store_false")
    return parser.parse_known_args(arguments)[0]  # the others are roost_bench's


def main(arguments=None):
    options = options_of(arguments)
    os.environ.setdefault("ROOST_BIN", os.path.join(ROOT, "build", "release", "bin"))
    tempfile.tempdir = os.environ.get("ROOST_BENCH_FOLDER") or os.path.join(ROOT, "build", "bench")
    os.makedirs(tempfile.tempdir, exist_ok=True)
    raise_limits()
    with Town(options.accounts, options.clients) as town:
        print(measure_accounts(town, options).table() + "\n")
        print(measure_clients(town, options))
    return 0


if __name__ == "__main__":
    sys.exit(main())
