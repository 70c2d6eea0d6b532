# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab itself: servers of others exchange mail by its DNS, its certificates and its signatures,
before a relay is judged by them."""

import unittest

import mail
from lab.certificates import self_signed
from lab.world import Behaviour, Lab, wait_for
from own_root import become_root


class Servers(unittest.TestCase):
    def test_postfix_sends_to_postfix_with_a_signature(self):
        with Lab() as self.lab:
            self.send_signed()

    def test_postfix_refuses_whom_it_cannot_trust(self):
        with Lab() as self.lab:
            self.send_to_strangers()

    def send_signed(self):
        here = self.lab.postfix("here.test")
        there = self.lab.postfix("there.test", ["bob"])
        here.submit("ann@here.test", ["bob@there.test"], mail.encrypted("ann@here.test", "one"))
        (text,) = wait_for(lambda: there.mailbox("bob"), "the message", 20)
        self.assertIn(b"<one@localhost>", text)
        self.assertIn(b"Authentication-Results: mx.there.test;\n\tdkim=pass", text)
        self.assertIn("Verified TLS connection established", here.log())

    def send_to_strangers(self):
        here = self.lab.postfix("here.test")
        certify = self.lab.authority.certify
        right = certify("mx.right.test")
        bad = {
            "plain.test": Behaviour(),
            "expired.test": Behaviour(certify("mx.expired.test", is_expired=True)),
            "wrong.test": Behaviour(right),
            "unknown.test": Behaviour(self_signed(self.lab.folder, "mx.unknown.test")),
            "old.test": Behaviour(certify("mx.old.test"), is_old_tls=True),
        }
        for domain, behaviour in bad.items():
            self.lab.smtp_server(domain, behaviour)
        self.lab.smtp_server("right.test", Behaviour(right, in_fragments=True))
        for domain in (*bad, "right.test"):
            text = mail.encrypted("ann@here.test", domain)
            here.submit("ann@here.test", ["bob@" + domain], text)
        self.lab.servers.wait_for(lambda deliveries: deliveries, "the good server's", 20)
        for domain in bad:
            wait_for(lambda: f"@{domain}>, relay=" in here.log(), f"a word about {domain}", 20)
        self.assertEqual([x.server for x in self.lab.servers.deliveries], ["right.test"])


if __name__ == "__main__":
    become_root()
    unittest.main(verbosity=2)
