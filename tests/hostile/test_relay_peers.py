# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that mean harm, at port 25 and POST /mxdeliv, beside a client in earnest."""

import contextlib
import http.client
import threading
import time
import unittest

import mail
from attack import (
    BUFFERED,
    MIB,
    RECEIVING,
    WatchedRelay,
    answer,
    check_limit,
    close_all,
    greeting,
    plain,
    receive_all,
    receive_until,
    secure,
    send_endless,
    talk,
)
from dns_zone import DnsServer
from foreign import ANY_CERTIFICATE, ForeignDomain, PartlySilent, deliver, post, post_over
from relay import HOST, PATIENCE, Relay, address

ANN = address("annannann")
BUDGET = 4 * MIB
SWIFT = 0.1  # seconds, for what others must not be able to delay
FAR = ForeignDomain("far")
OK = "250 2.0.0 Ok: queued"
RELAY = None
SILENT = None


def setUpModule():
    global RELAY, SILENT
    dns = unittest.enterModuleContext(DnsServer({"test": FAR.records}))
    SILENT = unittest.enterModuleContext(PartlySilent(dns.address))
    RELAY = unittest.enterModuleContext(
        WatchedRelay({"message_memory": BUDGET, "dns_forwarders": SILENT.address})
    )
    RELAY.imap(ANN).logout()


class Attack(unittest.TestCase):
    def setUp(self):
        RELAY.settle()


def server(relay=None):
    """Another server's connection to port 25, inside TLS."""
    connection = plain(relay or RELAY, "smtp")
    greeting(connection)
    connection.sendall(b"EHLO far.test\r\n")
    answer(connection, b"250")
    connection.sendall(b"STARTTLS\r\n")
    answer(connection, b"220")
    inside = ANY_CERTIFICATE.wrap_socket(connection)
    inside.sendall(b"EHLO far.test\r\n")
    answer(inside, b"250")
    return inside


def begin_message(connection, sender="someone@far.test"):
    connection.sendall(f"MAIL FROM:<{sender}>\r\nRCPT TO:<{ANN}>\r\nDATA\r\n".encode())
    receive_until(connection, b"354 End data with <CR><LF>.<CR><LF>\r\n")


def seconds(task):
    begin = time.monotonic()
    task()
    return time.monotonic() - begin


class NameServers(Attack):
    """Key servers that never answer."""

    COUNT = 50

    def silent_message(self, number):
        domain = ForeignDomain.__new__(ForeignDomain)
        domain.__dict__ = FAR.__dict__ | {"domain": f"silent{number}.test"}
        text = mail.encrypted(f"a@silent{number}.test", f"silent{number}")
        for selector in ("one", "two", "three"):
            text = domain.sign(text, selector, FAR.rsa)
        return text

    def test_they_delay_nobody(self):
        good = [FAR.message(f"good{number}") for number in range(10)]
        # The key is known, and the good server and the user have been here before.
        self.assertEqual(deliver(RELAY, FAR.address(), [ANN], FAR.message("first")), OK)
        replies = []
        with RELAY.watched("50 messages whose keys nobody tells", self.COUNT, RECEIVING + BUFFERED):
            waiting = [server() for _ in range(self.COUNT)]
            self.addCleanup(close_all, waiting)
            for number, connection in enumerate(waiting):
                begin_message(connection, f"a@silent{number}.test")
                connection.sendall(self.silent_message(number) + b".\r\n")
            while SILENT.asked_in_vain < self.COUNT:
                time.sleep(0.01)
            mails = [seconds(lambda text=text: self.send(text)) for text in good]
            logins = [seconds(lambda: RELAY.imap(ANN).logout()) for _ in range(10)]
            for connection in waiting:
                connection.settimeout(60 * PATIENCE)
                replies.append(receive_until(connection, b"\r\n"))
        print(f"mails {sorted(mails)}, logins {sorted(logins)}", flush=True)
        self.assertLess(sorted(mails)[5], SWIFT * PATIENCE)
        self.assertLess(sorted(logins)[5], SWIFT * PATIENCE)
        self.assertEqual({reply[:10] for reply in replies}, {b"451 4.7.5 "})

    def test_relay_stops_while_messages_wait_for_keys(self):
        with Relay({"dns_forwarders": SILENT.address}) as relay:
            relay.imap(ANN).logout()
            asked = SILENT.asked_in_vain
            waiting = [server(relay) for _ in range(10)]
            self.addCleanup(close_all, waiting)
            for number, connection in enumerate(waiting):
                begin_message(connection, f"a@silent{number}.test")
                connection.sendall(self.silent_message(number) + b".\r\n")
            relay.wait_for(lambda: SILENT.asked_in_vain >= asked + 10, "questions")
            close_all(waiting[:5])
        # It has asserted that it stopped in time, with a clean log.

    def send(self, text):
        self.assertEqual(post(RELAY, FAR.address(), [ANN], text), (200, "250 OK"))


class Headers(Attack):
    def test_ten_thousand_fields(self):
        fields = b"".join(b"X-%d: value\r\n" % number for number in range(10_000))
        with RELAY.watched("10,000 fields"):
            text = fields + FAR.message("manyfields")
            self.assertEqual(deliver(RELAY, FAR.address(), [ANN], text), OK)
            self.assertEqual(post(RELAY, FAR.address(), [ANN], text), (200, "250 OK"))

    def test_ten_thousand_signatures(self):
        fields = b"DKIM-Signature: d=far.test\r\n" * 9_000
        text = fields + mail.encrypted(FAR.address(), "manysignatures")
        for _ in RELAY.watched("9,000 signatures"):
            reply = deliver(RELAY, FAR.address(), [ANN], text)
            self.assertEqual(reply, "554 5.7.1 No valid DKIM signature found")

    def test_header_too_long(self):
        text = b"X: " + b"x" * 300_000 + b"\r\n" + FAR.message("long")
        for _ in RELAY.watched("header of 300 KB"):
            reply = deliver(RELAY, FAR.address(), [ANN], text)
            self.assertEqual(reply, "554 5.6.0 Message header too long")

    def test_headers_that_never_end(self):
        crowd = [server() for _ in range(100)]
        self.addCleanup(close_all, crowd)
        with RELAY.watched("100 headers without end", 100, RECEIVING, 2 * BUDGET):
            for connection in crowd:
                begin_message(connection)
                send_endless(connection, b"X-Header: value\r\n", 200_000)

    def test_long_lines_and_many_commands(self):
        with plain(RELAY, "smtp") as client, RELAY.watched("100 MB line"):
            greeting(client)
            self.assertTrue(send_endless(client, b"EHLO " + b"a" * 1019, 100 * MIB))
            client.sendall(b"\r\n")
            answer(client, b"500")
        with plain(RELAY, "smtp") as client, RELAY.watched("many commands"):
            sender = threading.Thread(target=send_endless, args=(client, b"NOOP\r\n", 120_000))
            sender.start()
            self.assertIn(b"\r\n421 4.7.0 ", receive_all(client))
            sender.join()


def request(text, *fields, recipients=(ANN,)):
    head = ["POST /mxdeliv HTTP/1.1", "Host: relay", f"X-MAIL-FROM: {FAR.address()}"]
    head += [f"X-MAIL-TO: {to}" for to in recipients]
    return "\r\n".join([*head, *fields, "", ""]).encode() + text


def chunked(text, size):
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


class Https(Attack):
    def talk(self, octets):
        with secure(RELAY, "https") as client:
            return talk(client, octets).split(b"\r\n")[0]

    def test_framing_that_readers_disagree_about(self):
        text = FAR.message("framing")
        length = f"Content-Length: {len(text)}"
        for fields in (
            (length, "Transfer-Encoding: chunked"),
            ("Transfer-Encoding: chunked", length),
            (length, f"Content-Length: {len(text) + 1}"),
            ("Transfer-Encoding: gzip", length),
            ("Transfer-Encoding: chunked, identity",),
            ("Content-Length: -1",),
            ("Content-Length: 0x10",),
            (" " + length,),
        ):
            with self.subTest(fields=fields):
                status = self.talk(request(text, *fields, "Connection: close"))
                self.assertRegex(status, b"HTTP/1.1 (400|501) ")

    def test_chunks_of_any_size(self):
        for size in (1, 7, 1000, 16384, 100_000):
            text = FAR.message(f"chunks{size}", 20_000)
            octets = request(chunked(text, size), "Transfer-Encoding: chunked", "Connection: close")
            with self.subTest(size=size):
                self.assertEqual(self.talk(octets), b"HTTP/1.1 200 OK")

    def test_bad_chunks(self):
        text = FAR.message("badchunks")
        for body in (
            b"zz\r\n" + text,
            b"-5\r\n" + text,
            b"fffffffffffffffff\r\n" + text,
            b"5;" + b"x" * 20_000,
            b"5\r\nhelloXX\r\n",
        ):
            with self.subTest(body=body[:20]):
                octets = request(body, "Transfer-Encoding: chunked", "Connection: close")
                self.assertRegex(self.talk(octets), b"HTTP/1.1 4")

    def test_bare_line_ends(self):
        text = FAR.message("bare")
        for wrong in (text.replace(b"\r\n", b"\n"), text + b"\n", text + b"\r", text + b"\r\r\n"):
            status, words = post(RELAY, FAR.address(), [ANN], wrong)
            self.assertEqual((status, words), (400, "554 5.6.0 Error: bare <CR> or <LF> received"))

    def test_other_methods_and_no_recipients(self):
        for method in ("GET", "PUT", "DELETE", "HEAD"):
            client = http.client.HTTPSConnection(HOST, RELAY.port("https"), context=ANY_CERTIFICATE)
            client.request(method, "/mxdeliv")
            self.assertEqual(client.getresponse().status, 405)
            client.close()
        self.assertEqual(
            post(RELAY, FAR.address(), [], FAR.message("nobody")),
            (400, "554 5.5.1 Error: no valid recipients"),
        )

    def test_all_recipients_or_none(self):
        nobody = address("nobodynob")
        status, words = post(RELAY, FAR.address(), [ANN, nobody], FAR.message("both"))
        self.assertEqual((status, words[:9]), (400, "550 5.1.1"))

    def test_a_thousand_recipients(self):
        with RELAY.watched("1000 recipients"):
            many = [ANN] * 1000
            text = FAR.message("thousand")
            self.assertEqual(post(RELAY, FAR.address(), many, text), (200, "250 OK"))
            status, words = post(RELAY, FAR.address(), [*many, ANN], text)
            self.assertEqual((status, words[:9]), (400, "452 4.5.3"))

    def test_header_too_long(self):
        octets = request(b"", *("X-Padding: " + "x" * 5000 for _ in range(100)))
        self.assertRegex(self.talk(octets), b"HTTP/1.1 431 ")

    def test_body_is_wanted_before_it_is_sent(self):
        text = FAR.message("continue")
        head = request(b"", f"Content-Length: {len(text)}", "Expect: 100-continue")
        with secure(RELAY, "https") as client:
            client.sendall(head)
            self.assertEqual(receive_until(client, b"\r\n\r\n"), b"HTTP/1.1 100 Continue\r\n\r\n")
            client.sendall(text)
            self.assertTrue(receive_until(client, b"250 OK").startswith(b"HTTP/1.1 200 OK\r\n"))
        head = request(
            b"", "Content-Length: 10", "Expect: 100-continue", recipients=(address("nobodynob"),)
        )
        self.assertRegex(self.talk(head), b"HTTP/1.1 400 ")

    def test_several_messages_over_one_connection(self):
        client = http.client.HTTPSConnection(HOST, RELAY.port("https"), context=ANY_CERTIFICATE)
        self.addCleanup(client.close)
        client.connect()
        first = client.sock
        for number in range(5):
            text = FAR.message(f"kept{number}")
            self.assertEqual(
                post_over(client, FAR.address(), [ANN], text), (200, "250 OK")
            )
        self.assertIs(client.sock, first)

    def test_pipelined_messages(self):
        texts = [FAR.message(f"pipelined{number}") for number in range(3)]
        octets = b"".join(request(text, f"Content-Length: {len(text)}") for text in texts)
        with secure(RELAY, "https") as client:
            client.sendall(octets)
            answers = b""
            while answers.count(b"HTTP/1.1 200 OK\r\n") < len(texts):
                answers += receive_until(client, b"250 OK")

    def test_four_bodies_per_network(self):
        text = FAR.message("slow")
        head = request(b"", f"Content-Length: {len(text)}", "Connection: close")
        slow = [secure(RELAY, "https") for _ in range(4)]
        self.addCleanup(close_all, slow)
        with RELAY.watched("slow bodies", 4, RECEIVING):
            for connection in slow:
                connection.sendall(head + text[:100])
            # The fifth is told to try the other way, or later; each has its turn in the end.
            RELAY.wait_for(
                lambda: self.talk(head + text).startswith(b"HTTP/1.1 503 "), "a full network"
            )
            self.assertEqual(deliver(RELAY, FAR.address(), [ANN], FAR.message("otherway")), OK)
            for connection in slow:
                connection.sendall(text[100:])
                self.assertRegex(receive_all(connection), b"HTTP/1.1 200 ")
        self.assertRegex(self.talk(head + text), b"HTTP/1.1 200 ")

    def test_body_that_trickles_is_given_up(self):
        RELAY.change({"http_timeout_seconds": 10})
        try:
            text = FAR.message("trickle", 1000)
            with secure(RELAY, "https") as client:
                client.sendall(request(b"", f"Content-Length: {len(text)}"))
                begin = time.monotonic()
                client.settimeout(0.5)
                seen = b""
                for octet in text:
                    with contextlib.suppress(TimeoutError):
                        seen = client.recv(1000)
                    if seen:
                        break
                    client.sendall(bytes([octet]))
                self.assertRegex(seen, b"HTTP/1.1 408 ")
                self.assertLess(time.monotonic() - begin, 20 * PATIENCE)
        finally:
            RELAY.change({"http_timeout_seconds": 60})

    def test_endless_body(self):
        RELAY.change({"max_message_size": MIB})
        try:
            with secure(RELAY, "https") as client, RELAY.watched("endless body", 1, RECEIVING):
                client.sendall(request(b"", "Transfer-Encoding: chunked"))
                text = mail.encrypted(FAR.address(), "endless", 20_000)
                client.sendall(b"%x\r\n%b\r\n" % (len(text), text))
                send_endless(client, b"ffe\r\n" + b"x" * 4092 + b"\r\n\r\n", 8 * MIB)
                self.assertRegex(receive_all(client), b"HTTP/1.1 413 ")
        finally:
            RELAY.change({"max_message_size": 31_457_280})


class Crowd(Attack):
    def test_too_many_connections_are_told(self):
        """Loopback has no share of its own; the limit of all holds, and submission has another."""

        def submit():
            RELAY.smtp(ANN).quit()

        words = (b"220 ", b"421 4.7.0 ")
        check_limit(RELAY, "max_smtp_connections", "smtp", *words, beside=submit)


if __name__ == "__main__":
    unittest.main(verbosity=2)
