# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay sends to servers that break, each in its own way: mail is delivered when it can be, told
to be undeliverable when it never will be, and waits otherwise."""

import time
import unittest

import mail
from children import PATIENCE
from lab.certificates import self_signed
from lab.smtp_server import Behaviour
from lab.world import Lab

ANN = "annannann@_a.test"
BRAKES_OFF = {"max_user_send_per_minute": 100000, "max_user_send_burst_size": 100000}
STAGES_BEFORE_MAIL = ("greeting", "ehlo", "starttls", "again")
STAGES_OF_MAIL = ("mail", "rcpt", "data", "end")
# The first lane waits ten seconds for a connection and for the greeting.
PATIENT = 25


class Case:
    """One domain: how its server behaves, and what must become of mail for bob there."""

    def __init__(self, outcome, certificate=None, at="", status="", written="", **behaviour):
        self.outcome = outcome
        self.written = written  # how the sender writes the domain, when not as DNS does
        self.at = at  # the server that takes the mail, when it is that of another domain
        self.status = status  # what a bounce must give as the reason
        self.certificate = certificate
        self.behaviour = behaviour


def cases():
    table = {
        "good": Case("delivered"),
        "xn--bcher-kva": Case("delivered", written="bücher"),
        "fragments": Case("delivered", in_fragments=True),
        "nopipelining": Case("delivered", extensions=()),
        "onemessage": Case("delivered", messages_per_connection=1),
        "longgreeting": Case("delivered", answers={"greeting": "220-hello\r\n" * 50 + "220 mx"}),
        "plaintext": Case("deferred", certificate="none"),
        "expired": Case("deferred", certificate="expired"),
        "wrongname": Case("deferred", certificate="wrong name"),
        "selfsigned": Case("deferred", certificate="self-signed"),
        "oldtls": Case("deferred", is_old_tls=True),
        # Text in clear behind the answer to STARTTLS is no answer to what comes after it.
        "injecting": Case("delivered", injects="550 5.7.1 never\r\n"),
        "babbling": Case("deferred", answers={"greeting": "220-hello\r\n" * 5000 + "220 mx"}),
        "endlessline": Case("deferred", answers={"greeting": "220-" + "x" * 500_000}),
        "nonsense": Case("deferred", answers={"greeting": "\0\1\2 good day"}),
        "notreply": Case("deferred", answers={"end": "all fine"}),
        "strange3xx": Case("deferred", answers={"rcpt": "399 what?"}),
    }
    for stage in STAGES_BEFORE_MAIL + STAGES_OF_MAIL:
        reply = "4.3.0 not now"
        table["later" + stage] = Case("deferred", answers={stage: f"450 {reply}"})
        table["closing" + stage] = Case("deferred", closes_at=stage)
    for stage in ("handshake", "text"):
        table["closing" + stage] = Case("deferred", closes_at=stage)
    for stage in ("again", *STAGES_OF_MAIL):
        table["never" + stage] = Case("bounced", answers={stage: "550 5.7.1 never"})
    # A server that will not talk at all, or not in private, may do so tomorrow; and perhaps it was
    # not the server that said so.
    for stage in ("greeting", "ehlo", "starttls"):
        table["never" + stage] = Case("deferred", answers={stage: "550 5.7.1 never"})
    table["hanginggreeting"] = Case("deferred", hangs_at="greeting")
    # Later in a conversation servers may take minutes: these are still on their way at the end.
    for stage in ("ehlo", "starttls", "handshake", "again", "mail", "rcpt", "data", "text", "end"):
        table["hanging" + stage] = Case("waiting", hangs_at=stage)
    return table


class Fragile(unittest.TestCase):
    def test_every_weakness_has_its_outcome(self):
        with Lab() as self.lab:
            self.cases = cases()
            self.start_servers()
            # One try each.
            settings = {"queue_first_retry_seconds": 3000}
            self.relay = self.lab.relay("_a.test", BRAKES_OFF | settings)
            self.submit()
            self.watch()

    def start_servers(self):
        for name, case in self.cases.items():
            domain = name + ".test"
            behaviour = Behaviour(self.certificate(case.certificate, domain), **case.behaviour)
            self.lab.smtp_server(domain, behaviour)
        self.add_cases_of_dns()

    def certificate(self, kind, domain):
        name = f"mx.{domain}"
        if kind == "none":
            return ""
        if kind == "self-signed":
            return self_signed(self.lab.folder, name)
        if kind == "wrong name":
            return self.lab.authority.certify("mx.elsewhere.test")
        return self.lab.authority.certify(name, is_expired=kind == "expired")

    def add_cases_of_dns(self):
        """Domains whose trouble, or luck, is in DNS."""
        self.lab.smtp_server("implicit.test", name="implicit.test")
        closed = self.lab.new_address()
        self.lab.publish(
            *("null.test. MX 0 .", "unclear.test. MX 0 .", "unclear.test. MX 10 implicit.test."),
            *("empty.test. TXT nothing", "nohost.test. MX 10 missing.test."),
            *(f"closed.test. A {closed}", "down.test. MX 10 closed.test."),
            *("second.test. MX 10 closed.test.", "second.test. MX 20 implicit.test."),
            "unknownhost.test. MX 10 mx.broken.test.",
        )
        self.lab.withdraw("implicit.test. MX 10 implicit.test.")
        self.cases |= {
            "implicit": Case("delivered"),
            "second": Case("delivered", at="implicit"),
            "null": Case("bounced", status="5.1.10"),
            "unclear": Case("delivered", at="implicit"),
            "empty": Case("bounced", status="5.4.4"),
            "nowhere": Case("bounced", status="5.1.2"),
            "nohost": Case("deferred"),
            "down": Case("deferred"),
            "broken": Case("deferred"),
            "unknownhost": Case("deferred"),
        }

    def submit(self):
        with self.relay.smtp(ANN) as client:
            for name, case in self.cases.items():
                bob = f"bob@{case.written or name}.test"
                options = [] if bob.isascii() else ["SMTPUTF8"]
                # Twice at once: what becomes of the second must not differ.
                for number in range(2):
                    client.sendmail(ANN, [bob], mail.encrypted(ANN, f"{name}-{number}"), options)

    def watch(self):
        """Waits until everything has its outcome, then says what is wrong."""
        end = time.monotonic() + PATIENT * PATIENCE
        while (wrong := self.wrong()) and time.monotonic() < end:
            time.sleep(0.5)
        self.assertEqual(wrong, {})
        self.check_deliveries()
        self.check_bounces()

    def wrong(self):
        """Domains without their outcome: what is wanted, and what is seen."""
        self.taken = {}
        for delivery in list(self.lab.servers.deliveries):
            self.taken.setdefault(delivery.recipients[0].partition("@")[2], []).append(delivery)
        self.bounces = self.relay.bounces(ANN)
        self.waiting = self.relay.queue()
        seen = {name: self.outcome(f"{name}.test") for name in self.cases}
        return {
            name: f"wanted {case.outcome}, seen {seen[name]}"
            for name, case in self.cases.items()
            if seen[name] != case.outcome
        }

    def outcome(self, domain):
        row = self.waiting.get(domain)
        seen = []
        if len(self.taken.get(domain, [])) == 2:
            seen.append("delivered")
        if f"bob@{domain}" in self.bounces:
            seen.append("bounced")
        if row:
            seen.append("deferred" if row["attempts"] else "waiting")
        return " and ".join(seen)

    def check_deliveries(self):
        for name, case in self.cases.items():
            deliveries = self.taken.get(f"{name}.test", [])
            self.assertEqual(len(deliveries), 2 if case.outcome == "delivered" else 0, name)
            for delivery in deliveries:
                self.assertEqual(delivery.server, f"{case.at or name}.test")
                self.assertTrue(delivery.was_encrypted)
                self.assertTrue(delivery.text.startswith(b"DKIM-Signature:"))
                self.assertTrue(delivery.text.endswith(b"--b--\r\n"))

    def check_bounces(self):
        for name, case in self.cases.items():
            if case.outcome == "bounced":
                fields = self.bounces[f"bob@{name}.test"]
                print(f"{name:16} {fields['Status']:8} {fields['Diagnostic-Code']}")
                self.assertEqual(fields["Action"], "failed")
                if case.status:
                    self.assertEqual(fields["Status"], case.status, name)
        for domain, row in sorted(self.waiting.items()):
            print(f"{domain:24} {row['explanation']:20} {row['last_error'][:80]}")
            if row["attempts"]:
                self.assertNotEqual(row["explanation"], "", domain)
                self.assertNotEqual(row["last_error"], "", domain)


if __name__ == "__main__":
    unittest.main(verbosity=2)
