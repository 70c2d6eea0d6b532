# SPDX-License-Identifier: GPL-3.0-or-later
"""How the relay takes its leave: of everybody when it stops, of one account when that is blocked."""

import socket
import time
import unittest

from relay import HOST, Relay, address, any_certificate

ANN = address("annannann")
BOB = address("bobbobbob")
IMAP_GOODBYE = b"* BYE Closing the connection, try again later.\r\n"
SMTP_GOODBYE = b"421 4.3.2 Closing the connection, try again later\r\n"


def idling(relay, name):
    """An IMAP client in IDLE: what it hears next, line by line."""
    client = relay.imap(name)
    client.select("INBOX")
    client.send(b"x IDLE\r\n")
    assert client.readline() == b"+ idling\r\n"
    return client


def submitting(relay, name):
    """An SMTP client in the middle of a message."""
    client = relay.smtp(name)
    client.mail(name)
    client.rcpt(name)
    assert client.docmd("DATA")[0] == 354
    client.sock.sendall(b"From: half a mess")
    return client


class Leave(unittest.TestCase):
    def test_everybody_hears_that_the_relay_stops(self):
        with Relay() as relay:
            idle, other = idling(relay, ANN), relay.imap(BOB)
            sends, waits = submitting(relay, ANN), relay.smtp()
            silent = socket.create_connection((HOST, relay.port("imaps")))
            started = time.monotonic()
            relay.process.terminate()
            for client in (idle, other):
                self.assertEqual(client.readline(), IMAP_GOODBYE)
                self.assertEqual(client.readline(), b"")
            for client in (sends, waits):
                self.assertEqual(client.file.readline(), SMTP_GOODBYE)
                self.assertEqual(client.file.readline(), b"")
            for client in (idle, other, sends, waits):
                client.sock.close()
            self.assertEqual(silent.recv(1), b"")
            silent.close()
            relay.stop()
            self.assertLess(time.monotonic() - started, 5)

    def test_clients_that_do_not_listen_hold_up_the_stop_for_moments_only(self):
        with Relay() as relay:
            deaf = [idling(relay, ANN) for _ in range(5)]
            handshake = socket.create_connection((HOST, relay.port("imaps")))
            handshake.sendall(b"\x16\x03\x01")
            started = time.monotonic()
            relay.stop()
            self.assertLess(time.monotonic() - started, 8)
            for client in deaf:
                client.sock.close()
            handshake.close()

    def test_blocking_an_account_ends_its_sessions_politely(self):
        with Relay() as relay:
            idle, sends, other = idling(relay, ANN), submitting(relay, ANN), relay.imap(BOB)
            relay.ctl("user", "block", ANN)
            self.assertEqual(idle.readline(), IMAP_GOODBYE)
            self.assertEqual(sends.file.readline(), SMTP_GOODBYE)
            self.assertEqual(other.noop()[0], "OK")
            for client in (idle, sends, other):
                client.sock.close()


if __name__ == "__main__":
    unittest.main()
