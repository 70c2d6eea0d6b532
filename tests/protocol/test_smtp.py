# SPDX-License-Identifier: GPL-3.0-or-later
"""The relay's submission as Python's smtplib sees it: a client that shares no code with ours."""

import re
import smtplib
import ssl
import unittest

import mail
from relay import PASSWORD, Relay, address, any_certificate

ANN = address("annannann")
BOB = address("bobbobbob")
RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(Relay())
    RELAY.imap(BOB).logout()


def bobs_messages():
    """Message-IDs in Bob's mailbox."""
    with RELAY.imap(BOB) as client:
        client.select("INBOX")
        parts = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1]
        return re.findall(r"<([^@]*)@", str(parts))


class Submission(unittest.TestCase):
    def client(self, name, password=PASSWORD):
        client = RELAY.smtp(address(name), password)
        self.addCleanup(client.close)
        return client

    def test_login_creates_the_account_and_fixes_its_password(self):
        self.client("newcomer1", "the first password").quit()
        with self.assertRaises(smtplib.SMTPAuthenticationError) as refused:
            self.client("newcomer1", "another password")
        self.assertEqual(refused.exception.smtp_code, 535)
        # One account for both protocols.
        RELAY.imap(address("newcomer1"), "the first password").logout()

    def test_ehlo_offers_what_apps_use(self):
        client = self.client("ehloehloe")
        for name in ("pipelining", "size", "8bitmime", "smtputf8", "enhancedstatuscodes", "auth"):
            self.assertIn(name, client.esmtp_features)
        self.assertEqual(client.esmtp_features["size"], "31457280")
        self.assertIn("PLAIN", client.esmtp_features["auth"].upper())

    def test_nothing_is_sent_without_login(self):
        client = RELAY.smtp()
        self.addCleanup(client.close)
        client.ehlo()
        self.assertEqual(client.mail(ANN)[0] // 100, 5)

    def test_starttls_comes_before_everything(self):
        client = RELAY.plain_smtp()
        self.addCleanup(client.close)
        client.ehlo()
        self.assertNotIn("auth", client.esmtp_features)
        self.assertEqual(client.mail(ANN)[0], 530)
        client.starttls(context=any_certificate())
        client.login(ANN, PASSWORD)
        client.sendmail(ANN, [BOB], mail.encrypted(ANN, "starttls"))
        self.assertIn("starttls", bobs_messages())

    def test_plaintext_after_starttls_is_thrown_away(self):
        with RELAY.plain("submission") as plain:
            plain.recv(1000)
            plain.sendall(b"EHLO x\r\n")
            plain.recv(1000)
            plain.sendall(b"STARTTLS\r\nEHLO injected\r\n")
            self.assertTrue(plain.recv(1000).startswith(b"220"))
            with any_certificate().wrap_socket(plain) as stream:
                stream.settimeout(0.3)
                with self.assertRaises((TimeoutError, ssl.SSLError)):
                    stream.recv(1000)

    def test_encrypted_mail_is_delivered(self):
        self.client("sendersen").sendmail(
            address("sendersen"), [BOB], mail.encrypted(address("sendersen"), "delivered")
        )
        self.assertIn("delivered", bobs_messages())

    def test_unencrypted_mail_is_refused_by_the_words_apps_know(self):
        owner = address("plainplai")
        with self.assertRaises(smtplib.SMTPDataError) as refused:
            self.client("plainplai").sendmail(owner, [BOB], mail.plain(owner, "plain"))
        self.assertEqual(refused.exception.smtp_code, 523)
        self.assertIn(b"Encryption Needed: Invalid Unencrypted Mail", refused.exception.smtp_error)
        self.assertNotIn("plain", bobs_messages())

    def test_sender_must_be_who_logged_in(self):
        client = self.client("ownsender")
        for sender in (BOB, ""):
            self.assertEqual(client.mail(sender)[0], 250)
            code, text = client.rcpt(BOB)
            self.assertEqual(code, 553, text)
            client.rset()

    def test_from_must_be_the_sender(self):
        with self.assertRaises(smtplib.SMTPDataError) as refused:
            self.client("fromother").sendmail(
                address("fromother"), [BOB], mail.encrypted(BOB, "forged")
            )
        self.assertEqual(refused.exception.smtp_code, 500)
        self.assertNotIn("forged", bobs_messages())

    def test_existing_and_missing_users_look_alike(self):
        client = self.client("verifyver")
        self.assertEqual(client.verify(BOB)[0], 252)
        self.assertEqual(client.verify(address("nobodynob"))[0], 252)
        client.mail(address("verifyver"))
        self.assertEqual(client.rcpt(BOB)[0], 250)
        self.assertEqual(client.rcpt(address("nobodynob"))[0], 250)

    def test_what_is_repeated_is_short_and_ascii(self):
        """The strictest client reads along (strict_smtp.py)."""
        client = self.client("repeatrep")
        self.assertEqual(client.verify("a" * 900), (252, b"2.0.0 " + b"a" * 500))
        client.send("VRFY gr\u00fcn@far.test\r\n".encode())
        self.assertEqual(client.getreply(), (252, b"2.0.0 gr??n@far.test"))
        client.mail(BOB)
        client.send("RCPT TO:<gr\u00fcn@far.test>\r\n".encode())
        code, text = client.getreply()
        self.assertEqual(code, 553)
        self.assertIn(b"<gr??n@far.test>", text)

    def test_too_many_at_once_wait(self):
        owner = address("toofastto")
        client = self.client("toofastto")
        codes = []
        for number in range(12):
            client.mail(owner)
            codes.append(client.rcpt(BOB))
            if codes[-1][0] == 250:
                client.data(mail.encrypted(owner, f"fast{number}"))
            else:
                client.rset()
        self.assertEqual([code for code, _ in codes[:10]], [250] * 10)
        self.assertEqual(codes[-1][0], 450)
        self.assertTrue(codes[-1][1].startswith(b"4.7.1: Too much mail from"), codes[-1][1])

    def test_too_large_is_refused_at_once(self):
        client = self.client("largelarg")
        self.assertEqual(client.mail(address("largelarg"), ["SIZE=31457281"])[0], 552)

    def test_bare_line_feed_is_an_attack(self):
        client = self.client("smuggling")
        owner = address("smuggling")
        client.mail(owner)
        client.rcpt(BOB)
        client.docmd("DATA")
        client.send(mail.encrypted(owner, "smuggled").replace(b"Version: 1", b"Version: 1\n.\n"))
        client.send(b"\r\n.\r\n")
        self.assertEqual(client.getreply()[0] // 100, 5)
        self.assertNotIn("smuggled", bobs_messages())

    def test_message_without_its_end_is_not_delivered(self):
        client = self.client("noendnoen")
        owner = address("noendnoen")
        client.mail(owner)
        client.rcpt(BOB)
        client.docmd("DATA")
        client.send(mail.encrypted(owner, "unfinished"))
        client.close()
        self.assertNotIn("unfinished", bobs_messages())


if __name__ == "__main__":
    unittest.main(verbosity=2)
