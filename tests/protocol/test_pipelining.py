# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that come together are answered together: in one TLS record, or one piece of plain text.
A client far away waits for one round trip and pays for one packet."""

import base64
import socket
import ssl
import unittest

from relay import PASSWORD, PATIENCE, Relay, address, any_certificate

ANN = address("annannann")
COMMANDS = 20
RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(Relay())


class Records:
    """A TLS client that sees the records in which its peer speaks."""

    def __init__(self, port):
        self.socket = socket.create_connection((RELAY.host, port), timeout=30 * PATIENCE)
        self.octets = b""  # that came and are no whole record yet
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = any_certificate().wrap_bio(self.incoming, self.outgoing)
        while not self.is_greeted():
            self.take_record()

    def is_greeted(self):
        try:
            self.tls.do_handshake()
            return True
        except ssl.SSLWantReadError:
            return False
        finally:
            self.send_on()

    def send_on(self):
        self.socket.sendall(self.outgoing.read())

    def send(self, text):
        self.tls.write(text.encode())
        self.send_on()

    def need(self, count):
        while len(self.octets) < count:
            more = self.socket.recv(65536)
            assert more, "the relay closed"
            self.octets += more

    def take_record(self):
        self.need(5)
        end = 5 + int.from_bytes(self.octets[3:5], "big")
        self.need(end)
        self.incoming.write(self.octets[:end])
        self.octets = self.octets[end:]

    def said(self):
        """The text of the next record; empty when it is about TLS itself."""
        self.take_record()
        try:
            return self.tls.read(65536).decode()
        except ssl.SSLWantReadError:
            return ""

    def until(self, end):
        """All texts until one has `end`."""
        texts = []
        while not texts or end not in texts[-1]:
            texts += filter(None, [self.said()])
        return texts

    def close(self):
        self.socket.close()


class Pipelining(unittest.TestCase):
    def tls(self, port):
        records = Records(RELAY.port(port))
        self.addCleanup(records.close)
        return records

    def check(self, texts, answer):
        self.assertEqual(len(texts), 1, texts)
        self.assertEqual(texts[0].count(answer), COMMANDS, texts)

    def test_imap_answers_in_one_record(self):
        client = self.tls("imaps")
        client.until("Ready.")
        client.send(f'a LOGIN "{ANN}" "{PASSWORD}"\r\n')
        client.until("a OK")
        client.send("b SELECT INBOX\r\n")
        client.until("b OK")
        client.send("".join(f"c{n} NOOP\r\n" for n in range(COMMANDS)))
        self.check(client.until(f"c{COMMANDS - 1} OK"), " OK Noop completed.\r\n")

    def test_submission_answers_in_one_record(self):
        client = self.tls("smtps")
        client.until("220 ")
        client.send("EHLO client.test\r\n")
        client.until("250 ")
        secret = base64.b64encode(f"\0{ANN}\0{PASSWORD}".encode()).decode()
        client.send(f"AUTH PLAIN {secret}\r\n")
        client.until("235 ")
        client.send("RSET\r\n" * COMMANDS + "HELP\r\n")
        self.check(client.until("214 "), "250 2.0.0 Ok\r\n")

    def test_other_relays_are_answered_in_one_piece(self):
        with RELAY.plain("smtp") as client:
            client.recv(65536)
            client.sendall(b"EHLO far.test\r\n")
            client.recv(65536)
            client.sendall(b"RSET\r\n" * COMMANDS)
            self.check([client.recv(65536).decode()], "250 2.0.0 Ok\r\n")

    def test_imap_without_tls_answers_in_one_piece(self):
        with RELAY.plain("imap") as client:
            client.recv(65536)
            client.sendall(b"".join(b"c%d NOOP\r\n" % n for n in range(COMMANDS)))
            self.check([client.recv(65536).decode()], " OK Noop completed.\r\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
