# SPDX-License-Identifier: GPL-3.0-or-later
"""IMAP clients that mean harm, each for a few seconds, beside a client in earnest."""

import threading
import unittest

from attack import (
    BUFFERED,
    MIB,
    RECEIVING,
    WatchedRelay,
    answer,
    check_limit,
    close_all,
    greeting,
    imap_client,
    receive_until,
    secure,
    send_endless,
    send_until_full,
    talk,
)
from relay import address

OWNER = address("bigmailbx")
CROWD = 30
BUDGET = 16 * MIB
RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(WatchedRelay({"message_memory": BUDGET}))
    with RELAY.imap(OWNER) as client:
        for number in range(54):
            size = 3 * MIB if number < 4 else 3000
            assert client.append("INBOX", None, None, letter(size))[0] == "OK"


def letter(size):
    header = f"From: <{OWNER}>\r\nSubject: {size}\r\n\r\n".encode()
    return header + b"Hello, you.\r\n" * (size // 13)


class Attack(unittest.TestCase):
    def setUp(self):
        RELAY.settle()


def still_works(connection):
    connection.sendall(b"last NOOP\r\n")
    return b"last OK" in answer(connection, b"last")


class Deaf(Attack):
    """Ask, and never read."""

    def crowd(self):
        clients = [imap_client(RELAY, OWNER, small=True) for _ in range(CROWD)]
        self.addCleanup(close_all, clients)
        return clients

    def test_large_fetches_are_not_read(self):
        clients = self.crowd()
        with RELAY.watched("deaf FETCH", CROWD, BUFFERED):
            for client in clients:
                client.sendall(b"s SELECT INBOX\r\n" + b"f FETCH 1:* (BODY.PEEK[])\r\n" * 100)
            send_until_full(clients[0], b"f FETCH 1:* (BODY.PEEK[])\r\n" * 1000)

    def test_answers_to_noop_are_not_read(self):
        clients = self.crowd()
        with RELAY.watched("deaf NOOP", CROWD, BUFFERED):
            senders = [
                threading.Thread(target=send_until_full, args=(client, b"n NOOP\r\n" * 1000))
                for client in clients
            ]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()

    def test_structures_and_searches_are_not_read(self):
        words = b"x FETCH 1:* (FLAGS UID ENVELOPE BODYSTRUCTURE)\r\ny UID SEARCH TEXT nothing\r\n"
        clients = self.crowd()
        with RELAY.watched("deaf ENVELOPE and SEARCH", CROWD, BUFFERED, BUDGET):
            for client in clients:
                client.sendall(b"s SELECT INBOX\r\n" + words * 20)
            threading.Event().wait(2)


class Long(Attack):
    def test_line_of_100_mb_before_login(self):
        for _ in RELAY.watched("100 MB line, stranger"):
            with secure(RELAY, "imaps") as client:
                greeting(client)
                self.assertTrue(send_endless(client, b"a" * 1024, 100 * MIB))
                client.sendall(b"\r\n")
                self.assertIn(b" BAD ", receive_until(client, b"\r\n"))
                self.assertTrue(still_works(client))

    def test_line_of_100_mb_after_login(self):
        for _ in RELAY.watched("100 MB line"):
            with imap_client(RELAY, OWNER) as client:
                self.assertTrue(send_endless(client, b"a SEARCH TEXT ", 100 * MIB))
                client.sendall(b"\r\n")
                self.assertIn(b"a BAD ", receive_until(client, b"\r\n"))
                self.assertTrue(still_works(client))

    def test_million_pipelined_noops(self):
        with imap_client(RELAY, OWNER) as client, RELAY.watched("a million NOOPs"):
            client.sendall(b"s SELECT INBOX\r\n")
            answer(client, b"s")
            words = (b"n NOOP\r\n" * 10_000, 8 * 1_000_000)
            sender = threading.Thread(target=send_endless, args=(client, *words))
            sender.start()
            answers = 0
            while answers < 1_000_000:
                answers += client.recv(65536).count(b"\n")
            sender.join()
            self.assertTrue(still_works(client))

    def test_parentheses_without_end(self):
        commands = (b"FETCH 1 ", b"SEARCH ", b'LIST "" ', b"STATUS INBOX ", b"STORE 1 FLAGS ")
        commands += (b"SEARCH NOT ", b"SEARCH OR ", b"ID ", b"SETMETADATA INBOX ")
        nests = (b"(", b"( ", b"NOT ", b"OR (", b"((ALL) ")
        texts = [
            (b"p " + command + nest * (octets // len(nest)))[: octets - 2] + b"\r\n"
            for command in commands
            for nest in nests
            for octets in (60_000, 64 * 1024, 70_000)
        ]
        for _ in RELAY.watched("64 KiB of parentheses"):
            with imap_client(RELAY, OWNER) as client:
                client.sendall(b"s SELECT INBOX\r\n")
                answer(client, b"s")
                for text in texts:
                    client.sendall(text)
                    self.assertRegex(receive_until(client, b"\r\n"), rb"^p (BAD|NO) ", text[:20])
                    client.sendall(b"r NOOP\r\n")  # else too many BAD in a row
                    answer(client, b"r")


class Literals(Attack):
    def answer_to(self, words, login=True):
        with imap_client(RELAY, OWNER) if login else secure(RELAY, "imaps") as client:
            if not login:
                greeting(client)
            client.sendall(words + b"\r\n")
            return receive_until(client, b"\r\n")

    def test_huge_ones_are_refused_before_they_are_sent(self):
        sizes = (b"{4294967295}", b"{4294967296}", b"{99999999999999999999}", b"{100000000}")
        for _ in RELAY.watched("huge literals"):
            for size in sizes:
                for words in (b"a LOGIN ", b'a LOGIN "x" ', b"a NOOP "):
                    self.assertRegex(self.answer_to(words + size, False), rb"^a BAD ")
                for words in (b"a SELECT ", b"a SEARCH TEXT ", b"a APPEND "):
                    self.assertRegex(self.answer_to(words + size), rb"^a BAD ")
                self.assertIn(b"a NO [TOOBIG]", self.answer_to(b"a APPEND INBOX " + size))

    def test_those_that_do_not_wait_end_the_connection(self):
        for _ in RELAY.watched("huge literals that do not wait"):
            for size in (b"{4294967295+}", b"{100000000+}", b"{99999999999999999999+}"):
                self.assertIn(b"* BYE ", self.answer_to(b"a LOGIN " + size, False))
                for words in (b"a SELECT ", b"a APPEND INBOX "):
                    self.assertIn(b"* BYE ", self.answer_to(words + size))

    def test_unwanted_ones_are_read_to_their_end(self):
        for _ in RELAY.watched("60 MB literal"):
            with imap_client(RELAY, OWNER) as client:
                client.sendall(b"a SELECT {60000000+}\r\n")
                self.assertTrue(send_endless(client, b"x" * 1024, 60_000_000))
                client.sendall(b"\r\n")
                self.assertIn(b"a BAD ", receive_until(client, b"\r\n"))
                self.assertTrue(still_works(client))

    def test_append_that_never_ends(self):
        clients = []
        self.addCleanup(close_all, clients)
        with RELAY.watched("400 unfinished APPENDs", 400, RECEIVING, BUDGET):
            for _ in range(400):
                clients.append(imap_client(RELAY, OWNER))
                clients[-1].sendall(b"a APPEND INBOX {1000000+}\r\n" + b"x" * 200_000)
            threading.Event().wait(1)
        with RELAY.imap(OWNER) as other:
            self.assertEqual(other.append("INBOX", None, None, letter(1000))[0], "OK")


class Guessing(Attack):
    def test_giant_base64(self):
        for _ in RELAY.watched("giant base64"):
            for size in (5_000, 100_000, 4 * MIB):
                for words in (b"a AUTHENTICATE PLAIN ", b"a AUTHENTICATE PLAIN\r\n"):
                    with secure(RELAY, "imaps") as client:
                        greeting(client)
                        client.sendall(words)
                        send_endless(client, b"QUJD" * 256, size)
                        client.sendall(b"\r\n")
                        self.assertRegex(answer(client, b"a"), rb"a (BAD|NO) ")
                        self.assertTrue(still_works(client))

    def test_nonsense_ends_with_bye(self):
        with secure(RELAY, "imaps") as client, RELAY.watched("nonsense"):
            greeting(client)
            self.assertIn(b"* BYE ", talk(client, b"? ?\r\n" * 30))


class Limit(Attack):
    def test_too_many_connections_hear_bye(self):
        check_limit(RELAY, "max_imap_connections", "imap", b"* OK ", b"* BYE ", "imaps")
        with RELAY.imap(OWNER):
            pass


if __name__ == "__main__":
    unittest.main(verbosity=2)
