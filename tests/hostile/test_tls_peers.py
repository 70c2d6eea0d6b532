# SPDX-License-Identifier: GPL-3.0-or-later
"""Peers that never get as far as a protocol: slow, silent and garbled ones, on every port."""

import os
import socket
import ssl
import subprocess
import time
import unittest

from attack import (
    DESCRIPTORS,
    HANDSHAKING,
    IDLE,
    WatchedRelay,
    close_all,
    greeting,
    plain,
    receive_all,
    secure,
)
from relay import HOST, PATIENCE, PORTS, any_certificate

HALF_OPEN = min(5000, DESCRIPTORS // 2)
MOST_HALF_OPEN = 2000  # of one I/O thread; then the oldest make room
DRIBBLES = 10  # of each kind
DRIBBLE_SECONDS = 6
RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(WatchedRelay())


class Attack(unittest.TestCase):
    def setUp(self):
        RELAY.settle()


def client_hello():
    """The first flight of a TLS client."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = any_certificate().wrap_bio(incoming, outgoing)
    try:
        client.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()


class Slow(Attack):
    def test_one_octet_a_second_on_every_port(self):
        hello = client_hello()
        talks = []
        for _ in range(DRIBBLES):
            for name in PORTS:
                talks.append((plain(RELAY, name), hello if name != "imap" else b"a NOOP\r\n" * 9))
            for name in ("imaps", "smtps", "https"):
                text = b"GET / HTTP/1.1\r\n" if name == "https" else b"NOOP NOOP NOOP\r\n"
                talks.append((secure(RELAY, name), text))
        with RELAY.watched("one octet a second", len(talks), HANDSHAKING):
            for second in range(DRIBBLE_SECONDS):
                begin = time.monotonic()
                for connection, text in talks:
                    connection.send(text[second : second + 1])
                time.sleep(max(0, begin + 1 - time.monotonic()))
        close_all([connection for connection, _ in talks])


class HalfOpen(Attack):
    def open_many(self, name, first_words):
        connections = []
        self.addCleanup(close_all, connections)
        ports = ("imaps", "smtps", "https")
        with RELAY.watched(name, HALF_OPEN, HANDSHAKING if first_words else IDLE):
            for number in range(HALF_OPEN):
                connections.append(plain(RELAY, ports[number % len(ports)]))
                connections[-1].sendall(first_words)
            # Whoever comes now gets in, and those who waited longest had to make room.
            secure(RELAY, "imaps").close()
            time.sleep(1)
        return connections

    def test_connections_that_say_nothing(self):
        self.open_many(f"{HALF_OPEN} silent connections", b"")

    def test_connections_that_stop_in_the_hello(self):
        self.open_many(f"{HALF_OPEN} half hellos", client_hello()[:100])

    def test_connections_that_stop_after_the_hello(self):
        connections = self.open_many(f"{HALF_OPEN} whole hellos", client_hello())
        closed = sum(self.is_closed(connection) for connection in connections)
        self.assertGreaterEqual(closed, HALF_OPEN - MOST_HALF_OPEN * os.cpu_count())

    def is_closed(self, connection):
        """Whether the relay has ended it, after its own half of the handshake."""
        connection.setblocking(False)
        try:
            while connection.recv(10000):
                pass
        except BlockingIOError:
            return False
        except ConnectionError:
            pass
        return True


class Garbage(Attack):
    def test_garbage_instead_of_a_hello(self):
        for _ in RELAY.watched("garbage instead of a hello"):
            for number in range(300):
                name = ("imaps", "smtps", "https")[number % 3]
                with plain(RELAY, name) as connection:
                    connection.sendall(os.urandom(1000))
                    connection.shutdown(socket.SHUT_WR)
                    receive_all(connection)

    def test_plaintext_on_a_tls_port_is_closed(self):
        for name in ("imaps", "smtps", "https"):
            with plain(RELAY, name) as connection:
                connection.sendall(b"a LOGIN x y\r\nEHLO x\r\n\r\n")
                self.assertNotIn(b"OK", receive_all(connection))

    def test_garbage_after_the_handshake(self):
        for _ in RELAY.watched("garbage after the handshake"):
            for number in range(150):
                name = ("imaps", "smtps", "https")[number % 3]
                with secure(RELAY, name) as connection:
                    with socket.socket(fileno=os.dup(connection.fileno())) as beneath:
                        beneath.settimeout(10 * PATIENCE)
                        beneath.sendall(os.urandom(2000))
                        beneath.shutdown(socket.SHUT_WR)
                        receive_all(beneath)

    def test_garbage_after_starttls(self):
        for _ in RELAY.watched("garbage after STARTTLS"):
            for number in range(200):
                name, words = (
                    ("imap", b"a STARTTLS\r\n"),
                    ("submission", b"EHLO x\r\nSTARTTLS\r\n"),
                )[number % 2]
                with plain(RELAY, name) as connection:
                    greeting(connection)
                    connection.sendall(words)
                    greeting(connection)
                    connection.sendall(os.urandom(1000))
                    connection.shutdown(socket.SHUT_WR)
                    receive_all(connection)

    def test_renegotiation_is_refused(self):
        """TLS 1.2 on the web port; `R` makes openssl's client ask for it."""
        done = subprocess.run(
            [
                *("openssl", "s_client", "-tls1_2", "-no_ign_eof", "-connect"),
                f"{HOST}:{RELAY.port('https')}",
            ],
            input="R\n",
            capture_output=True,
            text=True,
            timeout=30,
        )
        text = done.stdout + done.stderr
        self.assertIn("RENEGOTIATING", text)
        self.assertIn("no renegotiation", text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
