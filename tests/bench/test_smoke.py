# SPDX-License-Identifier: GPL-3.0-or-later
"""The load driver for a moment against the real roostd: every figure comes, and none is absurd."""

import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import run  # noqa: E402

# Title in the table: the least and the most that is credible, whatever else the machine does.
CREDIBLE = {
    "3 KB to 1: delivered/s": (1, 1e6),
    "3 KB to 10: delivered/s": (10, 1e7),
    "100 KB to 1: delivered/s": (1, 1e5),
    "quiet, MAIL to IDLE push: median ms": (0.05, 2000),
    "IMAP logins/s, fresh TLS": (1, 1e5),
    # A difference over so few clients: what the daemon gives back meanwhile can outweigh it.
    "1000 idle: PSS KiB per client": (-500, 2000),
    "push after 40 s of silence: median ms": (0.05, 2000),
    "fetch 3 KB: messages/s": (10, 1e7),
    "delete 8000 messages: s": (0.0001, 20),
}
LITTLE = (
    "--runs 1 --seconds 0.3 --quiet-messages 5 --idle-clients 40 --many-idle-clients 1 "
    "--idle-seconds 0.1 --messages 50"
).split()


def figures(table):
    """Title to value, of the lines of a Markdown table."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()]
    return {row[1]: row[2:5] for row in rows[2:]}


class Smoke(unittest.TestCase):
    def test_every_figure_is_credible(self):
        with run.BenchRelay() as ours:
            done = subprocess.run(
                [os.path.join(os.environ["ROOST_BIN"], "roost_bench")]
                + ["--server", ours.description(), *LITTLE],
                capture_output=True,
                text=True,
                timeout=100,
            )
        self.assertEqual(done.returncode, 0, done.stderr)
        found = figures(done.stdout)
        for title, (least, most) in CREDIBLE.items():
            with self.subTest(title):
                value, reference, ratio = found[title]
                self.assertTrue(least <= float(value) <= most, value)
                self.assertEqual((reference, ratio), ("no reference", ""))

    def test_a_server_that_is_not_there_is_an_error(self):
        nobody = "name=x host=127.0.0.1 smtps=1 imaps=1 users=u{} password=x pids=1"
        done = subprocess.run(
            [os.path.join(os.environ["ROOST_BIN"], "roost_bench"), "--server", nobody],
            capture_output=True,
            text=True,
            timeout=30,
        )
        self.assertEqual(done.returncode, 1)
        self.assertIn("Connection refused", done.stderr)
        self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
