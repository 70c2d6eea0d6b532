# SPDX-License-Identifier: GPL-3.0-or-later
"""What a relay says to a real Postfix: many recipients, one connection, old TLS, sizes, hosts."""

import re
import unittest

import mail
from children import wait_for
from lab.postfix import Postfix
from lab.world import Lab
from own_root import become_root

ANN = "annannann@_a.test"
DOMAIN = "foreign.test"
USERS = [f"user{number}" for number in range(250)]


class OldPostfix(Postfix):
    """As strict as Postfix may be, and no younger than TLS 1.2."""

    def main_cf(self):
        strict = {
            "smtpd_recipient_limit": "100",
            "message_size_limit": "200000",
            "smtpd_tls_mandatory_protocols": "TLSv1.2",
            "smtpd_tls_security_level": "encrypt",
            "smtpd_tls_loglevel": "1",
        }
        lines = super().main_cf().splitlines()
        kept = [line for line in lines if line.partition(" = ")[0] not in strict]
        return "\n".join(kept + [f"{name} = {value}" for name, value in strict.items()]) + "\n"


class Sending(unittest.TestCase):
    def setUp(self):
        self.lab = self.enterContext(Lab())
        self.postfix = OldPostfix(self.lab, DOMAIN, USERS)
        self.lab.postfixes.append(self.postfix)
        self.postfix.start()
        self.lab.ends.callback(self.postfix.stop)
        # A better host that nobody is at.
        self.lab.publish(f"{DOMAIN}. MX 5 gone.{DOMAIN}.", f"gone.{DOMAIN}. A {self.lab.new_address()}")
        self.relay = self.lab.relay("_a.test")

    def send(self, name, users, octets=1000):
        recipients = [f"{user}@{DOMAIN}" for user in users]
        self.relay.submit(ANN, recipients, mail.encrypted(ANN, name, octets))

    def wait_for_mail(self, user, count):
        return wait_for(lambda: self.postfix.mailbox(user)[count - 1 :], f"mail for {user}", 20)

    def count_in_log(self, pattern):
        return len(re.findall(pattern, self.postfix.log()))

    def connections(self):
        """Those that came as far as TLS."""
        return self.count_in_log("TLS connection established from")

    def test_postfix_gets_all_of_it(self):
        self.many_recipients_go_at_once()
        self.one_connection_serves_the_next()
        self.a_message_that_is_too_large_is_returned()
        self.a_restart_in_between_loses_nothing()

    def many_recipients_go_at_once(self):
        """More than Postfix takes for one message: the rest follows at once, not at the next try."""
        self.send("many", USERS)
        for user in USERS:
            self.assertIn(b"<many@localhost>", self.wait_for_mail(user, 1)[0])
        self.assertEqual([len(self.postfix.mailbox(user)) for user in USERS], [1] * len(USERS))
        self.assertEqual(self.connections(), 1)
        self.assertEqual(self.count_in_log(r"message-id=<many@localhost>"), 3)
        self.assertEqual(self.count_in_log("TLSv1.2 with cipher"), 1)
        self.assertEqual(self.relay.queue(), {})

    def one_connection_serves_the_next(self):
        for number in range(3):
            self.send(f"next{number}", ["user0"])
            self.wait_for_mail("user0", 2 + number)
        self.assertEqual(self.connections(), 1)

    def a_message_that_is_too_large_is_returned(self):
        self.send("large", ["user0"], 250_000)
        missing = f"user0@{DOMAIN}"
        fields = wait_for(lambda: self.relay.bounces(ANN).get(missing), "a bounce", 10)
        self.assertEqual(fields["Status"], "5.3.4")
        self.assertEqual(self.count_in_log("large@localhost|message size"), 0)  # not even tried

    def a_restart_in_between_loses_nothing(self):
        self.postfix.stop()
        self.postfix.start()
        self.send("restarted", ["user1"])
        self.assertIn(b"<restarted@localhost>", self.wait_for_mail("user1", 2)[0])


if __name__ == "__main__":
    become_root()
    unittest.main(verbosity=2)
