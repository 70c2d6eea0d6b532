# SPDX-License-Identifier: GPL-3.0-or-later
"""Many accounts, and as many clients as may be logged in: nothing waits for long, every client hears
of its message, and one more is turned away. The full size is measured by crowd.py itself."""

import contextlib
import os
import resource
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import crowd  # noqa: E402
from relay import Relay  # noqa: E402

LITTLE = ["--accounts", "20000", "--clients", "500", "--quiet", "1", "--no-erase"]
# Milliseconds, on any machine; what walks over all accounts per row or per client takes far longer.
MOST = 2000
MOST_FOR_ALL = 20  # seconds


def values_of(table):
    """What stands beside each title of roost_bench's table."""
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return {row[0]: float(row[1]) for row in rows[2:]}


class Crowd(unittest.TestCase):
    def test_accounts_and_clients(self):
        options = crowd.options_of(LITTLE)
        with crowd.Town(options.accounts, options.clients) as town:
            figures = crowd.measure_accounts(town, options)
            for title in ("first page of users", "last page of users", "users by size", "overview"):
                with self.subTest(title):
                    self.assertLess(figures.rows[title], MOST)
            # It fails by itself unless every client hears of its message, and one more is refused.
            measured = values_of(crowd.measure_clients(town, options))
            self.check_messages(town, options.clients)
            self.check_that_one_let_in_is_noticed(town)
        # The titles tell the full size.
        self.assertGreater(measured["10000 come: logins/s"], 0)
        self.assertLess(0, measured["10000 idle: a message for each: s"])
        self.assertLess(measured["10000 idle: a message for each: s"], MOST_FOR_ALL)
        self.assertLess(0, measured["push among 10000 idle: median ms"])
        self.assertLess(measured["push among 10000 idle: median ms"], MOST)

    def check_messages(self, town, clients):
        """Each has its own, and nobody else has any."""
        with contextlib.closing(crowd.Control(town.control)) as control:
            found = control.call("user_list", sort="messages", descending=True, limit=1000)
        with_mail = {user["address"] for user in found["users"] if user["messages"] > 0}
        self.assertEqual(with_mail, {town.address(n) for n in range(1, clients + 1)})

    def check_that_one_let_in_is_noticed(self, town):
        few = crowd.options_of(["--clients", "20"])
        with self.assertRaises(subprocess.CalledProcessError) as failed:
            crowd.measure_clients(town, few, stderr=subprocess.PIPE)
        self.assertIn("one client too many was let in", failed.exception.stderr)

    def test_files_are_raised_to_the_hard_limit_and_their_lack_is_told(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
        try:
            with Relay() as relay:
                found = resource.prlimit(relay.process.pid, resource.RLIMIT_NOFILE)
                self.assertEqual(found, (hard, hard))
                relay.change({"max_imap_connections": 900000})
                text = "too few file descriptors for the connections that the settings allow"
                relay.wait_for(lambda: text in relay.log(), "the warning")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


if __name__ == "__main__":
    crowd.raise_limits()
    unittest.main()
