# SPDX-License-Identifier: GPL-3.0-or-later
"""The relay's IMAP as Python's imaplib sees it: a client that shares no code with ours."""

import imaplib
import re
import socket
import ssl
import threading
import time
import unittest

import mail
from relay import HOST, PASSWORD, PATIENCE, Relay, address, any_certificate

ANN = address("annannann")
BOB = address("bobbobbob")
RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(Relay())


def send(name, size=200, receivers=(BOB,)):
    with RELAY.smtp(ANN) as client:
        client.sendmail(ANN, list(receivers), mail.encrypted(ANN, name, size))


class Login(unittest.TestCase):
    def test_first_login_creates_the_account_and_fixes_its_password(self):
        RELAY.imap(address("newcomer1"), "the first password").logout()
        RELAY.imap(address("newcomer1"), "the first password").logout()
        with self.assertRaisesRegex(imaplib.IMAP4.error, "AUTHENTICATIONFAILED"):
            RELAY.imap(address("newcomer1"), "another password")

    def test_twenty_first_logins_at_once_make_one_account(self):
        failures = []

        def log_in():
            try:
                RELAY.imap(address("newcomer2")).logout()
            except Exception as failure:  # whatever it is, it is shown
                failures.append(failure)

        clients = [threading.Thread(target=log_in) for _ in range(20)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        self.assertEqual(failures, [])

    def test_short_password_and_other_domain_are_refused(self):
        for user, password in (
            (address("newcomer3"), "short"),
            ("newcomer3@elsewhere.test", "long enough to pass"),
            ("newcomer3", "long enough to pass"),
            ("toolonganame@_roost.localhost", "long enough to pass"),
        ):
            with self.assertRaisesRegex(imaplib.IMAP4.error, "AUTHENTICATIONFAILED"):
                RELAY.imap(user, password)

    def test_user_names_have_no_case(self):
        RELAY.imap(address("newcomer4").upper()).logout()
        RELAY.imap(address("newcomer4")).logout()

    def test_capabilities_of_a_chatmail_relay_before_and_after_login(self):
        client = RELAY.imap()
        for name in ("IMAP4REV1", "IDLE", "XCHATMAIL", "XDELTAPUSH", "AUTH=PLAIN", "SASL-IR"):
            self.assertIn(name, client.capabilities)
        client.login(ANN, PASSWORD)
        after = client.capability()[1][0].decode().upper().split()
        wanted = "IMAP4REV1 IDLE MOVE QUOTA METADATA UIDPLUS CONDSTORE XCHATMAIL XDELTAPUSH"
        for name in wanted.split():
            self.assertIn(name, after)
        client.logout()

    def test_authenticate_plain(self):
        client = RELAY.imap()
        secret = f"\0{ANN}\0{PASSWORD}".encode()
        self.assertEqual(client.authenticate("PLAIN", lambda _: secret)[0], "OK")
        client.logout()


class Transport(unittest.TestCase):
    def test_only_tls_1_3_is_spoken(self):
        context = any_certificate()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with self.assertRaises(ssl.SSLError):
            with socket.create_connection((HOST, RELAY.port("imaps")), timeout=10) as plain:
                context.wrap_socket(plain)

    def test_starttls_comes_before_any_login(self):
        client = RELAY.plain_imap()
        self.assertIn("LOGINDISABLED", client.capabilities)
        with self.assertRaisesRegex(imaplib.IMAP4.error, "PRIVACYREQUIRED"):
            client.login(ANN, PASSWORD)
        client.starttls(any_certificate())
        self.assertNotIn("LOGINDISABLED", client.capabilities)
        client.login(ANN, PASSWORD)
        client.logout()

    def test_alpn_names_the_protocol_on_port_443(self):
        for protocol, greeting in (("imap", b"* OK"), ("smtp", b"220")):
            context = any_certificate()
            context.set_alpn_protocols([protocol])
            with socket.create_connection((HOST, RELAY.port("https")), timeout=10) as plain:
                with context.wrap_socket(plain) as stream:
                    self.assertEqual(stream.selected_alpn_protocol(), protocol)
                    self.assertTrue(stream.recv(1000).startswith(greeting))

    def test_certificate_names_the_domain(self):
        context = ssl.create_default_context()
        context.load_verify_locations(cadata=ssl.get_server_certificate((HOST, RELAY.port("imaps"))))
        context.verify_mode = ssl.CERT_REQUIRED
        context.check_hostname = False
        with socket.create_connection((HOST, RELAY.port("imaps")), timeout=10) as plain:
            with context.wrap_socket(plain) as stream:
                names = [name for _, name in stream.getpeercert()["subjectAltName"]]
        self.assertIn("_roost.localhost", names)


class Messages(unittest.TestCase):
    """Each test has a mailbox of its own."""

    def box(self, name):
        owner = address(name)
        client = RELAY.imap(owner)
        self.addCleanup(lambda: client.state == "LOGOUT" or client.logout())
        return owner, client

    def test_delivered_message_is_fetched_whole(self):
        owner, client = self.box("fetchwhol")
        text = mail.encrypted(ANN, "whole", 100_000)
        with RELAY.smtp(ANN) as submission:
            submission.sendmail(ANN, [owner], text)
        self.assertEqual(client.select("INBOX"), ("OK", [b"1"]))
        kind, parts = client.uid("FETCH", "1:*", "(UID FLAGS RFC822.SIZE BODY.PEEK[])")
        self.assertEqual(kind, "OK")
        body = parts[0][1]
        self.assertIn(b"Message-ID: <whole@localhost>", body)
        self.assertEqual(body.split(b"\r\n\r\n", 1)[1].rstrip(), text.split(b"\r\n\r\n", 1)[1].rstrip())
        size = int(re.search(rb"RFC822.SIZE (\d+)", parts[0][0]).group(1))
        self.assertEqual(size, len(body))
        self.assertNotIn(b"\\Seen", parts[0][0])

    def test_delete_and_close_leave_nothing_and_uids_go_on(self):
        owner, client = self.box("deleteuid")
        send("one", receivers=[owner])
        send("two", receivers=[owner])
        client.select("INBOX")
        uids = client.uid("SEARCH", "ALL")[1][0].split()
        self.assertEqual(len(uids), 2)
        before = self.uid_next(client)
        validity = client.response("UIDVALIDITY")[1]
        client.uid("STORE", uids[0].decode() + ":*", "+FLAGS", r"(\Deleted)")
        client.close()
        self.assertEqual(client.select("INBOX"), ("OK", [b"0"]))
        self.assertEqual(client.response("UIDVALIDITY")[1], validity)
        self.assertEqual(self.uid_next(client), before)

    def uid_next(self, client):
        return int(re.search(rb"UIDNEXT (\d+)", client.status("INBOX", "(UIDNEXT)")[1][0]).group(1))

    def test_flags_and_searches(self):
        owner, client = self.box("flagsflag")
        for name in ("one", "two", "three"):
            send(name, receivers=[owner])
        client.select("INBOX")
        client.store("2", "+FLAGS", r"(\Seen \Flagged)")
        self.assertEqual(client.search(None, "SEEN")[1], [b"2"])
        self.assertEqual(client.search(None, "UNSEEN")[1], [b"1 3"])
        self.assertEqual(client.search(None, "HEADER", "Message-ID", "three")[1], [b"3"])
        client.store("1", "+FLAGS", r"(\Deleted)")
        self.assertEqual(client.expunge()[1], [b"1"])
        self.assertEqual(client.search(None, "FLAGGED")[1], [b"1"])

    def test_body_without_peek_sets_seen(self):
        owner, client = self.box("seenseens")
        send("seen", receivers=[owner])
        client.select("INBOX")
        client.fetch("1", "(RFC822)")
        self.assertIn(b"\\Seen", client.fetch("1", "(FLAGS)")[1][0])

    def test_append_create_move_and_list(self):
        _, client = self.box("foldersss")
        self.assertEqual(client.create("DeltaChat")[0], "OK")
        self.assertEqual(client.append("INBOX", r"(\Seen)", None, mail.encrypted(ANN, "x"))[0], "OK")
        client.select("INBOX")
        self.assertEqual(client.uid("MOVE", "1:*", "DeltaChat")[0], "OK")
        self.assertEqual(client.select("DeltaChat"), ("OK", [b"1"]))
        listed = b" ".join(client.list()[1])
        self.assertIn(b"INBOX", listed)
        self.assertIn(b"DeltaChat", listed)

    def test_idle_tells_of_a_message_at_once(self):
        owner, client = self.box("idleidlei")
        client.select("INBOX")
        client.send(b"X1 IDLE\r\n")
        self.assertTrue(client.readline().startswith(b"+ "))
        begin = time.monotonic()
        send("idle", receivers=[owner])
        line = client.readline()
        while b"EXISTS" not in line:
            line = client.readline()
        self.assertEqual(line, b"* 1 EXISTS\r\n")
        self.assertLess(time.monotonic() - begin, 1 * PATIENCE)
        client.send(b"DONE\r\n")
        while not line.startswith(b"X1 "):
            line = client.readline()
        self.assertTrue(line.startswith(b"X1 OK"), line)

    def test_quota_and_metadata(self):
        _, client = self.box("quotaquot")
        kind, answers = client.getquotaroot("INBOX")
        self.assertEqual(kind, "OK")
        self.assertRegex(answers[1][0], rb'"User quota" \(STORAGE 0 512000\)')
        imaplib.Commands["GETMETADATA"] = ("AUTH", "SELECTED")  # which imaplib does not know
        client._simple_command("GETMETADATA", '""', "(/shared/vendor/deltachat/maxsmtprecipients)")
        values = b"".join(
            part if isinstance(part, bytes) else b"".join(part)
            for part in client.untagged_responses.get("METADATA", [])
        )
        self.assertIn(b"1000", values)


if __name__ == "__main__":
    unittest.main(verbosity=2)
