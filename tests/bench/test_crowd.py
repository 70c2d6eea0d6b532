# SPDX-License-Identifier: GPL-3.0-or-later
"""Many accounts, and as many clients as may be logged in: nothing waits for long, every client hears
of its message, and one more is turned away. The full size is measured by crowd.py itself."""

import os
import resource
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import crowd  # noqa: E402
from relay import Relay  # noqa: E402

LITTLE = ["--accounts", "20000", "--clients", "500", "--quiet", "1", "--no-erase"]
# Milliseconds, on any machine; what walks over all accounts per row or per client takes far longer.
MOST = 2000


class Crowd(unittest.TestCase):
    def test_accounts_and_clients(self):
        options = crowd.options_of(LITTLE)
        with crowd.Town(options.accounts, options.clients) as town:
            figures = crowd.measure_accounts(town, options)
            for title in ("first page of users", "last page of users", "users by size", "overview"):
                with self.subTest(title):
                    self.assertLess(figures.rows[title], MOST)
            table = crowd.measure_clients(town, options)
        self.assertIn("push among 10000 idle", table)

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
