# SPDX-License-Identifier: GPL-3.0-or-later
"""roostd is killed twenty times while it takes mail: what was answered with 250 is there, once."""

import collections
import random
import smtplib
import ssl
import threading
import time
import unittest

import mail
from relay import Relay, address

KILLS = 20
SENDERS = 4
SETTINGS = {"max_user_send_per_minute": 100000, "max_user_send_burst_size": 100000}
BOX = address("mailboxbb")


class Sender(threading.Thread):
    """Submits one message after another until the relay goes away."""

    def __init__(self, relay, name, large):
        super().__init__()
        self.relay = relay
        self.name = name
        self.sender = address("sender00" + name[-1])
        self.large = large
        self.tried = []
        self.promised = []

    def run(self):
        try:
            with self.relay.smtp(self.sender) as client:
                while True:
                    self.submit(client)
        except (OSError, EOFError, ssl.SSLError, smtplib.SMTPServerDisconnected):
            pass  # killed

    def submit(self, client):
        name = f"{self.name}-{len(self.tried)}"
        # Some bodies are too large for the database and become files of their own.
        size = 150_000 if self.large and len(self.tried) % 5 == 0 else 500
        text = mail.encrypted(self.sender, name, size)
        self.tried.append(name)
        refused = client.sendmail(self.sender, [BOX], text)
        assert not refused, refused
        self.promised.append(name)


class Kill(unittest.TestCase):
    def test_nothing_promised_is_lost(self):
        tried, promised = [], []
        with Relay(SETTINGS) as relay:
            relay.imap(BOX).logout()
            for number in range(KILLS):
                senders = [Sender(relay, f"{number}-{n}", n == 0) for n in range(SENDERS)]
                self.run_until_killed(relay, senders)
                for sender in senders:
                    tried += sender.tried
                    promised += sender.promised
                relay.start()
                relay.wait_for_ports()
            found = self.message_names(relay)

        print(f"{len(tried)} submitted, {len(promised)} answered with 250, {len(found)} found")
        self.assertGreater(len(promised), KILLS * SENDERS, "too little load to prove anything")
        twice = [name for name, count in collections.Counter(found).items() if count > 1]
        self.assertEqual(twice, [], "delivered twice")
        self.assertEqual(sorted(set(promised) - set(found)), [], "lost after 250")
        self.assertEqual(sorted(set(found) - set(tried)), [], "never sent")

    def run_until_killed(self, relay, senders):
        for sender in senders:
            sender.start()
        end = time.monotonic() + 20
        while not all(sender.promised for sender in senders):
            self.assertLess(time.monotonic(), end, "the relay takes no mail")
            self.assertTrue(all(sender.is_alive() for sender in senders), "a sender was refused")
            time.sleep(0.005)
        time.sleep(random.uniform(0.05, 0.4))
        relay.kill()
        for sender in senders:
            sender.join()

    def message_names(self, relay):
        """The names of all messages in the mailbox; each must be there to its last octet."""
        names = []
        with relay.imap(BOX) as client:
            count = int(client.select("INBOX")[1][0])
            for first in range(1, count + 1, 100):
                numbers = f"{first}:{min(first + 99, count)}"
                kind, parts = client.fetch(numbers, "(RFC822.SIZE BODY.PEEK[])")
                self.assertEqual(kind, "OK")
                for part in (part for part in parts if isinstance(part, tuple)):
                    self.assertTrue(part[1].rstrip().endswith(b"--b--"), "a message was cut")
                    line = next(x for x in part[1].split(b"\r\n") if x.startswith(b"Message-ID:"))
                    names.append(line.decode().split("<")[1].split("@")[0])
        self.assertEqual(len(names), count)
        return names


if __name__ == "__main__":
    unittest.main(verbosity=2)
