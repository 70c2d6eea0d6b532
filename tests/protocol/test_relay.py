# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail of another domain, signed by python3-dkim, its keys served by a real DNS server: what port
25 and POST /mxdeliv take, and what they refuse by which words."""

import smtplib
import socket
import ssl
import unittest

import mail
from dns_zone import DnsServer
from foreign import (
    ANY_CERTIFICATE,
    ForeignDomain,
    deliver,
    post,
    smtp,
    transact,
)
from relay import DOMAIN, Relay, address

ANN = address("annannann")
BOB = address("bobbobbob")
NOBODY = address("nobodynob")
OK = "250 2.0.0 Ok: queued"
NO_SIGNATURE = "554 5.7.1 No DKIM signature found"
NO_VALID_SIGNATURE = "554 5.7.1 No valid DKIM signature found"
UNENCRYPTED = "523 Encryption Needed: Invalid Unencrypted Mail"
FAR = ForeignDomain("far")
OTHER = ForeignDomain("other")
RELAY = None
DNS = None


def setUpModule():
    global RELAY, DNS
    DNS = unittest.enterModuleContext(DnsServer({"test": FAR.records + OTHER.records}))
    RELAY = unittest.enterModuleContext(Relay({"dns_forwarders": DNS.address}))
    for user in (ANN, BOB):
        RELAY.imap(user).logout()


def messages(user):
    """All messages of the user, as octets."""
    with RELAY.imap(user) as client:
        client.select("INBOX")
        parts = client.fetch("1:*", "(BODY.PEEK[])")[1]
        return [part[1] for part in parts if isinstance(part, tuple)]


def stored(user, name):
    """How often the message with this name lies there."""
    with RELAY.imap(user) as client:
        if client.select("INBOX")[1] == [b"0"]:
            return 0
        parts = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1]
    return str(parts).count(f"<{name}@localhost>")


def report(sender, automatic=True):
    """What another server says of a message that failed."""
    lines = [
        f"From: Mail Delivery System <{sender}>",
        f"To: <{ANN}>",
        *(["Auto-Submitted: auto-replied"] if automatic else []),
        "Subject: Undelivered Mail Returned to Sender",
        "Message-ID: <report@localhost>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        *("--b", "Content-Type: text/plain", "", "It failed.", ""),
        *("--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; far.test", ""),
        *("--b--", ""),
    ]
    return "\r\n".join(lines).encode()


class Doors(unittest.TestCase):
    """Both take and refuse the same."""

    def check(self, text, expected, sender=FAR.address(), recipients=(ANN,)):
        """`expected`: the reply of port 25. When `text` is a function, each door gets a message of
        its own: a copy of one that was taken is not stored again."""
        make = text if callable(text) else lambda: text
        self.assertEqual(deliver(RELAY, sender, recipients, make()), expected)
        status, words = post(RELAY, sender, recipients, make())
        if expected == OK:
            self.assertEqual((status, words), (200, "250 OK"))
        else:
            self.assertEqual((status, words), (400, expected))

    def test_signed_mail_is_delivered(self):
        self.check(lambda: FAR.message("signed"), OK)
        self.assertEqual(stored(ANN, "signed"), 2)

    def test_ed25519(self):
        self.check(lambda: FAR.sign(mail.encrypted(FAR.address(), "ed"), "ed"), OK)

    def test_all_canonicalizations(self):
        for header in (b"simple", b"relaxed"):
            for body in (b"simple", b"relaxed"):
                text = mail.encrypted(FAR.address(), "canonical")
                self.check(FAR.sign(text, canonicalize=(header, body)), OK)

    def test_large_message(self):
        self.check(FAR.message("large", 500_000), OK)
        self.assertEqual(stored(ANN, "large"), 1)

    def test_message_without_signature(self):
        self.check(mail.encrypted(FAR.address(), "unsigned"), NO_SIGNATURE)

    def test_signature_of_another_domain(self):
        self.check(OTHER.sign(mail.encrypted(FAR.address(), "foreign")), NO_VALID_SIGNATURE)

    def test_signature_of_another_domain_beside_ours_does_no_harm(self):
        self.check(lambda: OTHER.sign(FAR.message("two")), OK)

    def test_signature_of_a_subdomain(self):
        self.check(
            FAR.sign(mail.encrypted(FAR.address(), "sub"), domain="sub.far.test"),
            NO_VALID_SIGNATURE,
        )

    def test_changed_body(self):
        text = FAR.message("changed")
        middle = text.index(b"BEGIN PGP MESSAGE") + 60
        other = b"B" if text[middle : middle + 1] == b"A" else b"A"
        text = text[:middle] + other + text[middle + 1 :]
        self.check(text, NO_VALID_SIGNATURE)

    def test_changed_subject(self):
        text = FAR.message("subject").replace(b"Subject: [...]", b"Subject: ....")
        self.check(text, NO_VALID_SIGNATURE)

    def test_key_that_does_not_exist(self):
        text = mail.encrypted(FAR.address(), "nokey")
        self.check(FAR.sign(text, "missing", FAR.rsa), NO_VALID_SIGNATURE)

    def test_unencrypted_mail_is_refused_before_its_signature_is_looked_at(self):
        self.check(mail.plain(FAR.address(), "plain"), UNENCRYPTED)
        self.check(FAR.sign(mail.plain(FAR.address(), "plain")), UNENCRYPTED)

    def test_reports_of_mail_servers_pass_when_signed(self):
        daemon = FAR.address("MAILER-DAEMON")
        self.check(lambda: FAR.sign(report(daemon)), OK, sender="")
        self.check(report(daemon), NO_SIGNATURE, sender="")
        self.check(FAR.sign(report(daemon, automatic=False)), UNENCRYPTED, sender="")
        self.check(FAR.sign(report(FAR.address("someone"))), UNENCRYPTED, sender="")

    def test_envelope_may_differ_from_the_author(self):
        self.check(lambda: FAR.message("forwarded"), OK, sender="list@other.test")
        self.check(lambda: FAR.message("null"), OK, sender="")

    def test_no_author(self):
        text = mail.encrypted(FAR.address(), "noauthor")
        for fields in (b"", b"From: nobody\r\n", b"From: a@far.test\r\nFrom: b@far.test\r\n"):
            without = fields + text.split(b"\r\n", 1)[1]
            self.check(without, "500 Invalid FROM header")

    def test_address_literals_need_no_signature(self):
        sender = "someone@[127.0.0.9]"
        self.check(mail.encrypted(sender, "literal"), OK, sender=sender)
        self.assertEqual(stored(ANN, "literal"), 2)

    def test_recipients_are_ours_and_exist(self):
        text = FAR.message("recipients")
        self.check(
            text, "554 5.7.1 <someone@elsewhere.test>: Relay access denied",
            recipients=("someone@elsewhere.test",),
        )
        self.check(
            text, f"550 5.1.1 <{NOBODY}>: Recipient address rejected: User unknown",
            recipients=(NOBODY,),
        )

    def test_extension_of_an_address(self):
        self.check(lambda: FAR.message("extended"), OK, recipients=(ANN.replace("@", "+tag@"),))
        self.assertEqual(stored(ANN, "extended"), 2)

    def test_octets_above_127(self):
        text = mail.encrypted(FAR.address("j\u00fcrgen"), "eight").replace(
            b"[...]", "Gr\u00fc\u00dfe \u00fc".encode("latin-1")
        )
        # dkimpy wants UTF-8 addresses in From only where it reads them.
        ascii_author = text.replace("j\u00fcrgen".encode(), b"someone")
        self.check(lambda: FAR.sign(ascii_author), OK)

    def test_headers_of_the_way_are_gone(self):
        kept = b"Autocrypt: addr=a; keydata=b\r\nX-Mailer: kept\r\nSubject: [...]\r\n"
        text = FAR.message("way").replace(b"Subject: [...]\r\n", kept, 1)
        way = b"Received: from a\r\n\tby b\r\nAuthentication-Results: x; dkim=pass\r\n"
        self.check(way + text, OK)  # the signature covers no field that was added
        (found,) = [m for m in messages(ANN) if b"<way@" in m]
        for name in (b"DKIM-Signature", b"Received", b"Authentication-Results"):
            self.assertNotIn(name + b":", found)
        self.assertIn(kept, found)

    def test_copies_are_accepted_but_stored_once(self):
        text = FAR.message("copy")
        self.check(text, OK)
        self.check(b"X-Added: by somebody\r\n" + text, OK)
        self.assertEqual(stored(ANN, "copy"), 1)
        self.check(text, OK, recipients=(ANN, BOB))
        self.assertEqual((stored(ANN, "copy"), stored(BOB, "copy")), (1, 1))

    def test_recipient_named_twice_gets_one(self):
        self.check(lambda: FAR.message("twice"), OK, recipients=(ANN, ANN.upper(), ANN))
        self.assertEqual(stored(ANN, "twice"), 2)


class Keys(unittest.TestCase):
    def test_dns_trouble_is_temporary(self):
        """Nothing listens where the forwarder should be."""
        with socket.socket(type=socket.SOCK_DGRAM) as closed:
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
        RELAY.change({"dns_forwarders": f"127.0.0.1:{port}"})
        try:
            reply = deliver(RELAY, FAR.address(), [ANN], FAR.message("dns"))
            self.assertTrue(reply.startswith("451 4.7.5 "), reply)
            status, words = post(RELAY, FAR.address(), [ANN], FAR.message("dns"))
            self.assertEqual((status, words[:10]), (400, "451 4.7.5 "))
            # What is junk anyway needs no DNS to be told so.
            plain = FAR.sign(mail.plain(FAR.address(), "plain"))
            self.assertEqual(deliver(RELAY, FAR.address(), [ANN], plain), UNENCRYPTED)
        finally:
            RELAY.change({"dns_forwarders": DNS.address})
        self.assertEqual(stored(ANN, "dns"), 0)

    def test_changed_key_is_noticed_although_the_old_one_is_cached(self):
        long_lived = [r.replace(" TXT ", " 3600 TXT ") for r in OTHER.records]
        moved = OTHER.old_record.replace(" TXT ", " 3600 TXT ").replace("rsa._", "moving._")
        new = OTHER.rsa_record.replace(" TXT ", " 3600 TXT ").replace("rsa._", "moving._")
        DNS.update({"test": FAR.records + long_lived + [moved]})
        text = mail.encrypted(OTHER.address(), "before")
        signed = OTHER.sign(text, "moving", OTHER.old_rsa)
        self.assertEqual(deliver(RELAY, OTHER.address(), [ANN], signed), OK)
        DNS.update({"test": FAR.records + long_lived + [new]})
        signed = OTHER.sign(text.replace(b"before", b"after"), "moving", OTHER.rsa)
        self.assertEqual(deliver(RELAY, OTHER.address(), [ANN], signed), OK)
        self.assertEqual((stored(ANN, "before"), stored(ANN, "after")), (1, 1))

    def test_record_by_cname_and_with_blanks(self):
        record = FAR.rsa_record.partition(" TXT ")[2].replace("k=rsa; p=", "k=rsa ;  p=  ")
        alias = "alias._domainkey.far.test. CNAME target.far.test."
        zone = [f"target.far.test. TXT {record}", alias]
        DNS.update({"test": FAR.records + OTHER.records + zone})
        signed = FAR.sign(mail.encrypted(FAR.address(), "alias"), "alias", FAR.rsa)
        self.assertEqual(deliver(RELAY, FAR.address(), [ANN], signed), OK)


class Port25(unittest.TestCase):
    def test_starttls_comes_before_mail(self):
        with smtp(RELAY, starttls=False) as client:
            self.assertIn("starttls", client.esmtp_features)
            self.assertEqual(client.mail(FAR.address())[0], 530)
            client.starttls(context=ANY_CERTIFICATE)
            client.ehlo("far.test")
            self.assertNotIn("starttls", client.esmtp_features)
            self.assertEqual(client.mail(FAR.address())[0], 250)

    def test_tls_1_2_is_enough_and_less_is_not(self):
        for version, is_enough in ((ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_1, False)):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            context.set_ciphers("DEFAULT:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = version
            with smtplib.SMTP(RELAY.host, RELAY.port("smtp"), timeout=20) as client:
                client.ehlo()
                if is_enough:
                    client.starttls(context=context)
                    self.assertEqual(client.sock.version(), "TLSv1.2")
                else:
                    with self.assertRaises((ssl.SSLError, ConnectionError)):
                        client.starttls(context=context)
                    client.close()

    def test_nobody_logs_in_here(self):
        with smtp(RELAY) as client:
            self.assertNotIn("auth", client.esmtp_features)
            self.assertEqual(client.docmd("AUTH", "PLAIN AGFubgBhbm4=")[0], 503)
            self.assertEqual(client.mail(FAR.address())[0], 250)

    def test_vrfy_says_the_same_of_everybody(self):
        with smtp(RELAY, starttls=False) as client:
            for user in (ANN, NOBODY, "postmaster"):
                self.assertEqual(client.verify(user), (252, f"2.0.0 {user}".encode()))
            self.assertEqual(client.docmd("EXPN", "list")[0], 502)

    def test_one_bad_recipient_does_not_block_others(self):
        with smtp(RELAY) as client:
            refused = client.sendmail(
                FAR.address(), [NOBODY, ANN, "x@elsewhere.test", BOB], FAR.message("others")
            )
        codes = {to: code for to, (code, _) in refused.items()}
        self.assertEqual(codes, {NOBODY: 550, "x@elsewhere.test": 554})
        self.assertEqual((stored(ANN, "others"), stored(BOB, "others")), (1, 1))

    def test_announced_size(self):
        with smtp(RELAY) as client:
            self.assertEqual(client.esmtp_features["size"], "31457280")
            self.assertEqual(client.mail(FAR.address(), ["SIZE=31457281"])[0], 552)

    def test_too_large(self):
        RELAY.change({"max_message_size": 100_000})
        try:
            text = FAR.message("toolarge", 100_000)
            self.assertEqual(
                deliver(RELAY, FAR.address(), [ANN], text), "552 5.3.4 Error: message file too big"
            )
            self.assertEqual(
                post(RELAY, FAR.address(), [ANN], text), (413, "552 Message exceeds maximum size")
            )
        finally:
            RELAY.change({"max_message_size": 31_457_280})
        self.assertEqual(stored(ANN, "toolarge"), 0)

    def test_full_mailbox_is_told_at_once_and_only_for_now(self):
        full = address("fullfullf")
        RELAY.imap(full).logout()
        self.assertEqual(deliver(RELAY, FAR.address(), [full], FAR.message("fills", 700_000)), OK)
        RELAY.change({"max_mailbox_size": 1_048_576})
        try:
            with smtp(RELAY) as client:
                client.mail(FAR.address(), ["SIZE=100000"])
                code, words = client.rcpt(full)
                self.assertEqual((code, words[:5]), (452, b"4.2.2"))
                self.assertEqual(client.rcpt(BOB)[0], 250)
        finally:
            RELAY.change({"max_mailbox_size": 524_288_000})

    def test_too_many_recipients(self):
        RELAY.change({"max_recipients": 100})
        try:
            with smtp(RELAY) as client:
                client.mail(FAR.address())
                codes = [client.rcpt(ANN)[0] for _ in range(102)]
        finally:
            RELAY.change({"max_recipients": 1000})
        self.assertEqual(codes, [250] * 100 + [452] * 2)

    def test_smuggling_is_refused_and_ends_the_connection(self):
        inner = b"MAIL FROM:<eve@far.test>\r\nRCPT TO:<" + BOB.encode() + b">\r\nDATA\r\n"
        ends = (b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n")
        ends += (b"\n\n", b"\r\r\n")
        for end in ends:
            with self.subTest(end=end):
                with smtp(RELAY) as client:
                    client.mail(FAR.address())
                    client.rcpt(ANN)
                    client.docmd("DATA")
                    second = inner + FAR.message("inner") + b"\r\n.\r\n"
                    client.send(FAR.message("outer") + end + second)
                    code, words = client.getreply()
                    self.assertEqual(code, 521, words)
                    with self.assertRaises(smtplib.SMTPServerDisconnected):
                        client.noop()
        for user in (ANN, BOB):
            self.assertEqual((stored(user, "outer"), stored(user, "inner")), (0, 0))

    def test_connection_that_ends_within_the_message_leaves_nothing(self):
        with smtp(RELAY) as client:
            client.mail(FAR.address())
            client.rcpt(ANN)
            client.docmd("DATA")
            client.send(FAR.message("cut"))
            client.close()
        self.assertEqual(stored(ANN, "cut"), 0)

    def test_many_messages_over_one_connection(self):
        with smtp(RELAY) as client:
            for number in range(20):
                text = FAR.message(f"row{number}")
                self.assertEqual(transact(client, FAR.address(), [ANN], text), OK)
        self.assertEqual(sum(stored(ANN, f"row{n}") for n in range(20)), 20)


class Journal(unittest.TestCase):
    def test_log_tells_nothing_of_senders(self):
        deliver(RELAY, FAR.address(), [ANN], mail.encrypted(FAR.address(), "logged"))
        log = RELAY.log()
        self.assertIn("no valid signature", log)
        for secret in ("far.test", "@", DOMAIN + ">"):
            self.assertNotIn(secret, log)


if __name__ == "__main__":
    unittest.main(verbosity=2)
