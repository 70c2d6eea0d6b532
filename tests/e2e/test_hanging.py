# SPDX-License-Identifier: GPL-3.0-or-later
"""Thousands of destinations take connections and say nothing. Neither those that worked before nor
those that are as new as they may suffer from it."""

import time
import unittest

import mail
from children import PATIENCE, wait_for
from lab.traffic import SilentHosts, Sink
from lab.world import Lab

ANN = "annannann@_a.test"
HEALTHY = 500
HANGING = 9 * HEALTHY
HOSTS = 10  # that hang
RECIPIENTS = 500  # of one message
ROUNDS = 12  # messages for each that works: over a second of work
REPEATS = 3
BRAKES_OFF = {"max_user_send_per_minute": 100000, "max_user_send_burst_size": 100000}
LONGEST = 30
MOST_SLOWER = 1.5
MOST_SLOWER_ONCE = 4
SHORT = 1.0  # seconds; below it the work of the machine decides


class Hanging(unittest.TestCase):
    number = 0  # of messages

    def test_destinations_that_worked_before_are_as_fast_as_alone(self):
        with Lab() as lab:
            self.begin(lab)
            known = self.healthy("known")
            self.timed(known)
            # The least of several: other programs may use the machine as well.
            alone = min(self.timed(known * ROUNDS) for _ in range(REPEATS))
            self.submit(self.hanging())
            beside = min(self.timed(known * ROUNDS) for _ in range(REPEATS))
            self.judge("known", alone, beside)

    def test_new_destinations_are_as_fast_as_alone(self):
        with Lab() as lab:
            self.begin(lab)
            self.timed(self.healthy("first"))
            alone = min(self.timed(self.healthy(f"new{i}")) for i in range(REPEATS))
            self.submit(self.hanging())
            # The first of them comes while the crowd is looked up and connected to: that is work for
            # the same two cores, name server and silent hosts included, and no waiting.
            beside = [self.timed(self.healthy(f"newer{i}")) for i in range(REPEATS)]
            print(f"new ones, one crowd after another: {[round(each, 2) for each in beside]} s")
            self.assertLessEqual(max(beside), MOST_SLOWER_ONCE * max(alone, SHORT) * PATIENCE)
            self.judge("new", alone, min(beside))

    def begin(self, lab):
        self.sink = Sink(lab, "healthy.test")
        SilentHosts(lab, "hanging.test", HOSTS)
        self.relay = lab.relay("_a.test", BRAKES_OFF)

    def judge(self, name, alone, beside):
        print(f"{HEALTHY} {name}: {alone:.2f} s alone, {beside:.2f} s beside {HANGING} that hang")
        waiting = self.relay.call("queue_list")["recipients"]
        self.assertGreaterEqual(waiting, HANGING)
        self.assertLessEqual(beside, MOST_SLOWER * max(alone, SHORT) * PATIENCE)

    def healthy(self, name):
        return [f"bob@{name}{number}.healthy.test" for number in range(HEALTHY)]

    def hanging(self):
        return [f"bob@d{n}.{n % HOSTS}.hanging.test" for n in range(HANGING)]

    def submit(self, recipients):
        with self.relay.smtp(ANN) as client:
            for first in range(0, len(recipients), RECIPIENTS):
                self.number += 1
                text = mail.encrypted(ANN, f"message{self.number}")
                some = recipients[first : first + RECIPIENTS]
                self.assertEqual(client.sendmail(ANN, some, text), {})

    def timed(self, recipients):
        """Seconds until all have their messages."""
        wanted = self.sink.taken() + len(recipients)
        begin = time.monotonic()
        self.submit(recipients)
        wait_for(lambda: self.sink.taken() >= wanted, "mail for the healthy", LONGEST)
        return time.monotonic() - begin


if __name__ == "__main__":
    unittest.main(verbosity=2)
