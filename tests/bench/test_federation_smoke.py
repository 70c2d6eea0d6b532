# SPDX-License-Identifier: GPL-3.0-or-later
"""A short run of federation.py: every figure comes, and mail between servers costs at most a fifth
of the CPU that Postfix and OpenDKIM need for it."""

import argparse
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import federation  # noqa: E402
from lab.world import Lab  # noqa: E402
from own_root import become_root  # noqa: E402

LITTLE = argparse.Namespace(runs=1, messages=400)


class Smoke(unittest.TestCase):
    def test_every_figure_is_credible(self):
        with Lab() as lab:
            bench = federation.Bench(lab, LITTLE)
            bench.run()
            print(bench.report())
        for direction in ("incoming", "outgoing"):
            for what in ("accepted/s", "delivered/s"):
                (ours,), (other,) = bench.figures[f"{direction}: {what}"].values()
                self.assertGreater(ours, 10)
                self.assertGreater(other, 10)
            (ours,), (other,) = bench.figures[f"{direction}: CPU ms per message"].values()
            self.assertGreater(ours, 0.01)
            self.assertGreater(other, 5 * ours, direction)


if __name__ == "__main__":
    become_root()
    unittest.main()
