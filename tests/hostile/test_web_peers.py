# SPDX-License-Identifier: GPL-3.0-or-later
"""Web and control clients that mean harm, each for a few seconds, beside a client in earnest."""

import contextlib
import json
import socket
import threading
import time
import unittest

from attack import (
    BUFFERED,
    IDLE,
    MIB,
    WatchedRelay,
    close_all,
    receive_all,
    receive_until,
    secure,
    send_endless,
    send_until_full,
    talk,
)
from relay import PATIENCE

CROWD = 30
GET = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n"
TIMEOUT = 5  # seconds for one request
MOST = 40  # connections, where the limit is tried
CONTROL_MOST = 64
RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(WatchedRelay({"http_timeout_seconds": TIMEOUT}))


class Attack(unittest.TestCase):
    def setUp(self):
        RELAY.settle()


class Web(Attack):
    def reply(self, words):
        with secure(RELAY, "https") as client:
            return talk(client, words)

    def test_slow_requests_are_told_so(self):
        clients = []
        self.addCleanup(close_all, clients)
        with RELAY.watched("slow requests", 2 * CROWD, IDLE):
            for _ in range(CROWD):
                clients += [secure(RELAY, "https"), secure(RELAY, "https")]
                clients[-1].sendall(b"POST /new HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
            end = time.monotonic() + TIMEOUT + 0.5
            text = iter(GET * 2)
            while time.monotonic() < end:
                letter = bytes([next(text)])
                for client in clients:
                    with contextlib.suppress(OSError):
                        client.send(letter)
                time.sleep(0.8)
            answers = [receive_all(client) for client in clients]
        for answer in answers:
            self.assertTrue(answer.startswith(b"HTTP/1.1 408 "), answer[:100])

    def test_header_of_100_mb(self):
        for start in (b"GET /" + b"a" * 1019, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 1000):
            with secure(RELAY, "https") as client, RELAY.watched("100 MB of header"):
                client.sendall(start)
                send_endless(client, b"a" * 1024, 100 * MIB)
                with contextlib.suppress(OSError):
                    client.sendall(b"\r\n\r\n")
                self.assertIn(b"HTTP/1.1 431 ", receive_all(client))

    def test_too_many_fields(self):
        with RELAY.watched("10,000 fields"):
            words = b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 10_000 + b"\r\n"
            self.assertIn(b"HTTP/1.1 431 ", self.reply(words))

    def test_lies_about_the_length(self):
        head = b"POST /new HTTP/1.1\r\nHost: x\r\n"
        tricks = {
            b"Content-Length: 99999999999999999999\r\n\r\n": (b"400", b"413"),
            b"Content-Length: 18446744073709551615\r\n\r\n": (b"400", b"413"),
            b"Content-Length: 4000000000\r\n\r\n": (b"413",),
            b"Content-Length: -1\r\n\r\n": (b"400",),
            b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab": (b"400",),
            b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n": (b"400",),
            b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n": (b"400", b"413"),
            b"Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n" + b"x" * 5000: (b"413",),
            b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n": (b"400",),
            b"Transfer-Encoding: chunked\r\n\r\n1;" + b"e" * 20000 + b"\r\n": (b"400", b"413"),
            b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 5000: (b"413",),
            b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n": (b"400", b"501", b"200", b"201"),
        }
        with RELAY.watched("lies about the length"):
            for trick, codes in tricks.items():
                answer = self.reply(head + trick)
                self.assertIn(answer[9:12], codes, trick[:80])

    def test_pipelined_answers_are_not_read(self):
        clients = [secure(RELAY, "https", small=True) for _ in range(CROWD)]
        self.addCleanup(close_all, clients)
        with RELAY.watched("deaf requests", CROWD, BUFFERED):
            page = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
            senders = [
                threading.Thread(target=send_until_full, args=(client, page * 200))
                for client in clients
            ]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()

    def test_too_many_connections_hear_503(self):
        RELAY.ctl("setting", "max_http_connections", str(MOST))
        self.addCleanup(RELAY.ctl, "setting", "max_http_connections", "1000")
        clients = []
        self.addCleanup(close_all, clients)
        with RELAY.watched("connection limit", 2 * MOST):
            for _ in range(2 * MOST):
                clients.append(secure(RELAY, "https"))
                clients[-1].sendall(GET)  # who is refused and asks nothing is soon let go
            answers = [receive_until(client, b"\r\n\r\n") for client in clients]
        refused = [answer for answer in answers if b" 503 " in answer[:20]]
        served = [answer for answer in answers if b" 200 " in answer[:20]]
        self.assertEqual(len(refused) + len(served), 2 * MOST)
        self.assertGreaterEqual(len(refused), MOST)


class Control(Attack):
    def connect(self):
        client = socket.socket(socket.AF_UNIX)
        client.settimeout(20 * PATIENCE)
        client.connect(RELAY.control)
        self.addCleanup(client.close)
        return client

    def error(self, words):
        client = self.connect()
        client.sendall(words + b"\n")
        return json.loads(receive_until(client, b"\n"))["error"]["code"]

    def call(self, client, method="overview_get"):
        request = {"jsonrpc": "2.0", "id": 1, "method": method}
        client.sendall(json.dumps(request).encode() + b"\n")
        return json.loads(receive_until(client, b"\n"))

    def test_frame_of_100_mb(self):
        client = self.connect()
        with RELAY.watched("100 MB frame"):
            send_endless(client, b'{"jsonrpc":"2.0","method":"' + b"a" * 1000, 100 * MIB)
            client.sendall(b"\n")
            self.assertIn("error", json.loads(receive_until(client, b"\n")))
            self.assertIn("id", self.call(client))

    def test_deep_and_broad_nesting(self):
        # A frame of 1 MiB may become 24 MiB of values, one at a time.
        with RELAY.watched("nested JSON", beside=24 * MIB):
            deep = (b"[" * 1_000_000, b'{"a":' * 200_000, b"[[]," * 250_000)
            for words in deep + (b"[" + b"0," * 500_000,):
                self.assertEqual(self.error(words), -32700)
            broad = b'{"jsonrpc":"2.0","id":1,"method":"x","params":{"a":[' + b"[]," * 340_000
            self.assertIn(self.error(broad + b"[]]}}"), (-32601, -32602))

    def test_calls_are_made_and_answers_not_read(self):
        clients = [self.connect() for _ in range(20)]
        call = b'{"jsonrpc":"2.0","id":1,"method":"setting_list"}\n'
        with RELAY.watched("deaf calls", len(clients), BUFFERED):
            senders = [
                threading.Thread(target=send_until_full, args=(client, call * 1000))
                for client in clients
            ]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()

    def test_2000_connections(self):
        clients, refused = [], 0
        with RELAY.watched("2000 control connections", CONTROL_MOST, IDLE):
            for _ in range(2000):
                client = self.connect()
                clients.append(client)
            for client in clients[CONTROL_MOST:]:
                answer = receive_all(client)
                refused += b"too many control connections" in answer
        self.assertGreaterEqual(refused, 2000 - CONTROL_MOST)
        close_all(clients)
        RELAY.wait_for(lambda: RELAY.try_ctl("status").returncode == 0, "a place for roostctl")


if __name__ == "__main__":
    unittest.main(verbosity=2)
