# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay and Postfix with OpenDKIM send each other mail: signatures are verified both ways."""

import email
import re
import smtplib
import unittest

import mail
from children import wait_for
from lab.signing import Signer
from lab.world import Behaviour, Lab
from own_root import become_root
from relay import any_certificate

ANN = "annannann@_a.test"
SENDER = "bob@foreign.test"


class Foreign(unittest.TestCase):
    def test_mail_travels_both_ways(self):
        with Lab() as self.lab:
            self.postfix = self.lab.postfix("foreign.test", ["bob", "eve"])
            self.relay = self.lab.relay("_a.test", {"queue_first_retry_seconds": 1})
            self.relay.imap(ANN).logout()
            self.relay_sends()
            self.relay_sends_large()
            self.relay_hears_of_unknown_users()
            self.postfix_sends()
            self.postfix_hears_of_unknown_users()
            self.postfix_hears_that_its_mail_is_not_encrypted()
            self.forged_signatures_are_refused()
            self.keys_that_cannot_be_looked_up_are_waited_for()
            self.greylisting_is_sat_out()

    def relay_sends(self):
        self.relay.submit(ANN, [SENDER, "eve@foreign.test"], mail.encrypted(ANN, "to-postfix"))
        for user in ("bob", "eve"):
            (text,) = wait_for(lambda: self.postfix.mailbox(user), "mail at Postfix", 10)
            self.check_passed(text)
            self.assertIn(b"<to-postfix@localhost>", text)
            self.assertEqual(text.count(b"DKIM-Signature:"), 1)
        # One transaction for both.
        self.assertEqual(self.postfix.log().count("message-id=<to-postfix@localhost>"), 1)

    def check_passed(self, text):
        verdict = email.message_from_bytes(text)["Authentication-Results"]
        self.assertRegex(re.sub(r"\s+", " ", verdict), r"dkim=pass .*header.d=_a\.test")

    def relay_sends_large(self):
        """A body that is a file of its own, with lines that begin with dots."""
        text = mail.encrypted(ANN, "large-to-postfix", 150_000).replace(
            b"MIME-Version", b"X-Dots: a\r\n ..\r\n .\r\nMIME-Version"
        )
        self.relay.submit(ANN, [SENDER], text)
        found = wait_for(lambda: self.postfix.mailbox("bob")[1:], "large mail at Postfix", 20)
        self.check_passed(found[0])

    def relay_hears_of_unknown_users(self):
        missing = "nobody@foreign.test"
        self.relay.submit(ANN, ["bob@foreign.test", missing], mail.encrypted(ANN, "half"))
        fields = wait_for(lambda: self.relay.bounces(ANN).get(missing), "a bounce", 10)
        self.assertEqual(fields["Action"], "failed")
        self.assertEqual(fields["Status"], "5.1.1")
        self.assertIn("550 5.1.1", fields["Diagnostic-Code"])
        self.assertEqual(list(self.relay.bounces(ANN)), [missing])
        wait_for(lambda: len(self.postfix.mailbox("bob")) == 3, "the other recipient's", 10)

    def postfix_sends(self):
        self.postfix.submit(SENDER, [ANN], mail.encrypted(SENDER, "from-postfix"))
        text = wait_for(lambda: self.found("from-postfix"), "mail of Postfix", 10)
        for name in (b"DKIM-Signature:", b"Received:", b"Authentication-Results:"):
            self.assertNotIn(name, text)
        self.assertIn("Untrusted TLS connection established to _a.test", self.postfix.log())

    def found(self, name):
        wanted = f"<{name}@localhost>".encode()
        return next((text for text in self.relay.messages(ANN) if wanted in text), None)

    def postfix_hears_of_unknown_users(self):
        self.postfix.submit(SENDER, ["nobodynob@_a.test"], mail.encrypted(SENDER, "to-nobody"))
        bounce = wait_for(lambda: self.bounce_about("nobodynob@_a.test"), "Postfix's bounce", 10)
        self.assertIn("550 5.1.1", bounce)

    def bounce_about(self, recipient):
        for text in self.postfix.mailbox("bob"):
            if b"multipart/report" in text and f"rfc822; {recipient}\n".encode() in text:
                return text.decode("latin-1")
        return None

    def postfix_hears_that_its_mail_is_not_encrypted(self):
        self.postfix.submit(SENDER, [ANN], mail.plain(SENDER, "plain"))
        bounce = wait_for(lambda: self.bounce_about(ANN), "Postfix's bounce", 10)
        self.assertIn("523 Encryption Needed: Invalid Unencrypted Mail", bounce)
        self.assertIsNone(self.found("plain"))

    def forged_signatures_are_refused(self):
        """What comes to the relay's port 25 without, or with a broken, signature of its domain."""
        text = mail.encrypted(SENDER, "unsigned")
        self.assertEqual(self.hand_over(text), (554, b"5.7.1 No DKIM signature found"))
        # Postfix signed this one; then somebody changed it on the way.
        signed = self.signed("changed").replace(b"Chat-Version: 1.0", b"Chat-Version: 1.1")
        signed = signed.replace(b"--b--\r\n", b"--b--\r\nmore\r\n")
        self.assertEqual(self.hand_over(signed), (554, b"5.7.1 No valid DKIM signature found"))
        self.assertIsNone(self.found("changed"))

    def keys_that_cannot_be_looked_up_are_waited_for(self):
        """Trouble of the name server is no fault of the message (protocol.md D15)."""
        sender = "bob@broken.test"
        text = Signer("broken.test", "mail", self.postfix.key.path).sign(
            mail.encrypted(sender, "later")
        )
        code, reply = self.hand_over(text, sender)
        self.assertEqual((code, reply[:5]), (451, b"4.7.5"), reply)

    def greylisting_is_sat_out(self):
        """One of two recipients is known already: each gets the message once."""
        certificate = self.lab.authority.certify("mx.grey.test")
        known, new = "known@grey.test", "new@grey.test"
        behaviour = Behaviour(certificate, greylists=True, greylisted={known})
        self.lab.smtp_server("grey.test", behaviour)
        self.relay.submit(ANN, [known, new], mail.encrypted(ANN, "to-grey"))
        servers = self.lab.servers
        servers.wait_for(lambda _: len(servers.of("grey.test")) == 2, "both copies", 15)
        self.relay.wait_for(lambda: "grey.test" not in self.relay.queue(), "an empty queue")
        self.assertEqual([x.recipients for x in servers.of("grey.test")], [[known], [new]])

    def signed(self, name):
        """A message as Postfix sends it."""
        self.lab.smtp_server("catch.test")
        self.postfix.submit(SENDER, ["x@catch.test"], mail.encrypted(SENDER, name))
        return self.lab.servers.wait_for(lambda x: x, "the signed message", 10)[0].text

    def hand_over(self, text, sender=SENDER):
        with smtplib.SMTP(self.relay.host, self.relay.port("smtp"), timeout=30) as client:
            client.starttls(context=any_certificate())
            client.ehlo("mx.foreign.test")
            self.assertEqual(client.mail(sender)[0], 250)
            self.assertEqual(client.rcpt(ANN)[0], 250)
            return client.data(text)

if __name__ == "__main__":
    become_root()
    unittest.main(verbosity=2)
