# SPDX-License-Identifier: GPL-3.0-or-later
"""Submission clients that mean harm, each for a few seconds, beside a client in earnest."""

import threading
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
    send_until_full,
    smtp_client,
)
from relay import address

OWNER = address("hostileho")
CROWD = 30
BUDGET = 4 * MIB
SENDERS = 900  # with the healthy client's, below the default limit of connections
RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(WatchedRelay({"message_memory": BUDGET}))


class Attack(unittest.TestCase):
    def setUp(self):
        RELAY.settle()


def still_works(connection):
    connection.sendall(b"NOOP\r\n")
    return answer(connection, b"250").endswith(b"250 2.0.0 Ok\r\n")


class Long(Attack):
    def test_line_of_100_mb_before_login(self):
        for name in ("smtps", "submission"):
            for _ in RELAY.watched(f"100 MB line, {name}"):
                with secure(RELAY, name) if name == "smtps" else plain(RELAY, name) as client:
                    greeting(client)
                    self.assertTrue(send_endless(client, b"EHLO " + b"a" * 1019, 100 * MIB))
                    client.sendall(b"\r\n")
                    answer(client, b"500")
                    self.assertTrue(still_works(client))

    def test_line_of_100_mb_after_login(self):
        for _ in RELAY.watched("100 MB line"):
            with smtp_client(RELAY, OWNER) as client:
                self.assertTrue(send_endless(client, b"MAIL FROM:<" + b"a" * 1000, 100 * MIB))
                client.sendall(b"\r\n")
                answer(client, b"500")
                self.assertTrue(still_works(client))

    def flood(self, name, words, count):
        """What comes of `count` commands sent at once, again and again."""
        for _ in RELAY.watched(f"{count} commands on {name}"):
            with plain(RELAY, name) as client:
                greeting(client)
                arguments = (client, words, count * len(words))
                sender = threading.Thread(target=send_endless, args=arguments)
                sender.start()
                replies = receive_all(client)
                sender.join()
        return replies

    def test_many_commands_without_a_message_end_with_421(self):
        for words in (b"NOOP\r\n", b"EHLO x\r\n", b"RSET\r\n", b"nonsense\r\n"):
            self.assertIn(b"\r\n421 4.7.0 ", self.flood("submission", words, 20_000))

    def test_a_million_pipelined_commands(self):
        """Who goes on after the 421 is cut off and may not see it."""
        for words in (b"NOOP\r\n", b"EHLO x\r\n"):
            self.flood("submission", words, 1_000_000)

    def test_a_million_pipelined_commands_inside_tls(self):
        for _ in RELAY.watched("a million NOOPs inside TLS"):
            with secure(RELAY, "smtps") as client:
                send_endless(client, b"NOOP\r\n" * 10_000, 6 * 1_000_000)


class Deaf(Attack):
    def test_replies_are_not_read(self):
        clients = [secure(RELAY, "smtps", small=True) for _ in range(CROWD)]
        self.addCleanup(close_all, clients)
        with RELAY.watched("deaf EHLO", CROWD, BUFFERED):
            senders = [
                threading.Thread(target=send_until_full, args=(client, b"EHLO x\r\n" * 1000))
                for client in clients
            ]
            for sender in senders:
                sender.start()
            for sender in senders:
                sender.join()


class Many(Attack):
    def test_thousands_of_recipients(self):
        for _ in RELAY.watched("5000 recipients"):
            with smtp_client(RELAY, OWNER) as client:
                client.sendall(f"MAIL FROM:<{OWNER}>\r\n".encode())
                answer(client, b"250")
                replies = self.replies_to_recipients(client)
            self.assertEqual([r[:3] for r in replies[:1000]], [b"250"] * 1000)
            self.assertEqual({r[:3] for r in replies[1000:]}, {b"452", b"421"})

    def replies_to_recipients(self, client):
        replies = []
        for number in range(50):
            names = [f"r{number:04}{n:04}@_roost.localhost" for n in range(100)]
            client.sendall("".join(f"RCPT TO:<{name}>\r\n" for name in names).encode())
            while len(replies) < (number + 1) * 100:
                replies += receive_until(client, b"\r\n").splitlines()
                if replies[-1].startswith(b"421"):
                    return replies
        return replies

    def test_data_of_many_sessions_is_never_finished(self):
        """900 sessions of 60 KiB each would hold 54 MiB beside what they need anyway."""
        part = mail.encrypted(OWNER, "unfinished", 45_000)[:60_000]
        self.send_parts(f"{SENDERS} unfinished messages", SENDERS, part)
        with RELAY.imap(OWNER) as client:
            self.assertEqual(client.select("INBOX"), ("OK", [b"0"]))

    def test_header_of_many_sessions_never_ends(self):
        self.send_parts("300 headers without end", 300, b"X-Header: value\r\n" * 10_000)

    def test_field_of_many_sessions_never_ends(self):
        self.send_parts("300 fields without end", 300, b"X-Header:" + b" value\r\n" * 25_000)

    def send_parts(self, name, sessions, part):
        clients = []
        self.addCleanup(close_all, clients)
        words = f"MAIL FROM:<{OWNER}>\r\nRCPT TO:<{OWNER}>\r\nDATA\r\n".encode()
        with RELAY.watched(name, sessions, RECEIVING, BUDGET):
            for _ in range(sessions):
                clients.append(smtp_client(RELAY, OWNER))
                clients[-1].sendall(words)
            for client in clients:
                answer(client, b"354")
                client.sendall(part)
            threading.Event().wait(1)

    def test_too_many_connections_hear_421(self):
        words = (b"220 ", b"421 4.7.0 ")
        check_limit(RELAY, "max_smtp_connections", "submission", *words, "smtps")


class Guessing(Attack):
    def test_giant_base64(self):
        for _ in RELAY.watched("giant base64"):
            for size in (5_000, 100_000, 4 * MIB):
                for words in (b"AUTH PLAIN ", b"AUTH PLAIN\r\n", b"AUTH LOGIN ", b"AUTH LOGIN\r\n"):
                    with secure(RELAY, "smtps") as client:
                        greeting(client)
                        client.sendall(b"EHLO x\r\n")
                        answer(client, b"250")
                        client.sendall(words)
                        send_endless(client, b"QUJD" * 256, size)
                        client.sendall(b"\r\n*\r\n")
                        self.assertIn(b"50", answer(client, b"50")[-100:])

    def test_wrong_passwords_end_with_421(self):
        RELAY.smtp(OWNER).quit()
        for _ in RELAY.watched("wrong passwords"):
            with secure(RELAY, "smtps") as client:
                greeting(client)
                client.sendall(b"EHLO x\r\n" + b"AUTH PLAIN AHgAeQ==\r\n" * 10)
                replies = receive_all(client)
            self.assertIn(b"\r\n535 ", replies)
            self.assertIn(b"\r\n421 ", replies)


if __name__ == "__main__":
    unittest.main(verbosity=2)
