# SPDX-License-Identifier: GPL-3.0-or-later
"""The grammars that everything the relay says is checked by see faults, and only faults."""

import socket
import threading
import unittest

import listening
import strict_imap
import strict_smtp
from strict_words import Violation

GOOD_IMAP = (
    b"* OK [CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN] Ready.\r\n",
    b"* BYE Logging out.\r\n",
    b"* CAPABILITY IMAP4rev1 LITERAL+\r\n",
    b"* ENABLED CONDSTORE\r\n",
    b"* FLAGS (\\Answered $Junk)\r\n",
    b"* FLAGS ()\r\n",
    b"* OK [PERMANENTFLAGS (\\Seen \\*)] Flags permitted.\r\n",
    b"* OK [UNSEEN 1] First unseen.\r\n",
    b"* 0 EXISTS\r\n* 0 RECENT\r\n* 3 EXPUNGE\r\n",
    b"* SEARCH\r\n",
    b"* SEARCH 2 3 (MODSEQ 18446744073)\r\n",
    b'* LIST (\\HasNoChildren) "." INBOX\r\n* LIST () NIL "a b"\r\n* LSUB () "\\\\" {3}\r\na.b\r\n',
    b'* STATUS "INBOX" (MESSAGES 0 UIDNEXT 1)\r\n',
    b'* METADATA "" (/shared/admin {3}\r\na\r\n /shared/x NIL)\r\n',
    b'* QUOTAROOT "INBOX" "User quota"\r\n* QUOTA "User quota" (STORAGE 0 512000)\r\n',
    b'* ID NIL\r\n* ID ("name" "Roost")\r\n',
    b"* 1 FETCH (UID 1 FLAGS (\\Seen) RFC822.SIZE 3 BODY[] {3}\r\na\r\n MODSEQ (5))\r\n",
    b"* 1 FETCH (BODY[HEADER.FIELDS (Subject)] {0}\r\n BODY[1.2.MIME]<6> NIL BODY[TEXT] NIL)\r\n",
    b'* 1 FETCH (INTERNALDATE " 2-Jan-2026 03:04:05 +0000")\r\n',
    b'* 1 FETCH (ENVELOPE ("x" NIL ((NIL NIL "a" "b")(NIL NIL "c" "d")) NIL NIL NIL NIL NIL NIL'
    b' "<m>"))\r\n',
    b'* 1 FETCH (BODY (("TEXT" "PLAIN" ("CHARSET" "x") NIL NIL "7BIT" 8 1)("A" "B" NIL NIL NIL'
    b' "7BIT" 0) "MIXED"))\r\n',
    b'* 1 FETCH (BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 8 1 NIL ("INLINE" NIL) ("de") NIL'
    b"))\r\n",
    b"+ idling\r\n+ \r\n",
    b"a OK [APPENDUID 1 3] Append completed.\r\n",
    b"a OK [COPYUID 1 1:3,5 7:10] Copy completed.\r\n",
    b"a NO [BADCHARSET (US-ASCII UTF-8)] Unknown charset.\r\n",
    b"a NO [AUTHENTICATIONFAILED] Authentication failed.\r\na BAD [UNHEARD of] What?\r\n",
)
BAD_IMAP = (
    b"* ESEARCH ALL 1\r\n",
    b"* THREAD (1)(2)\r\n",
    b"* LANGUAGE (en)\r\n",
    b'* NAMESPACE (("" ".")) NIL NIL\r\n',  # nobody asked
    b"* 1 FETCH ()\r\n",
    b"* 0 FETCH (UID 1)\r\n",
    b"* 1 FETCH (UID 4294967296)\r\n",
    b"* 1 FETCH (UID 0)\r\n",
    b"* 1 FETCH (UID 1 EMAILID (a))\r\n",
    b'* 1 FETCH (BODY[] "\xfc")\r\n',
    b"* 1 FETCH (BODY[] {9}\r\nabc)\r\n* 1 EXISTS\r\n",
    b"* 1 FETCH (BODY[] {2}\r\nabc)\r\n",
    b"* 1 FETCH (BODY[] abc)\r\n",
    b"* 1 FETCH (BODY[MIME] NIL)\r\n",
    b"* 1 FETCH (BODY[] {600000000}\r\n",
    b"* 1 FETCH (UID 1\r\n",
    b"* 1 FETCH (UID 1  FLAGS ())\r\n",
    b"* 1 FETCH (FLAGS NIL)\r\n",
    b"* 1 FETCH (MODSEQ 5)\r\n",
    b'* 1 FETCH (INTERNALDATE "2026-01-02")\r\n',
    b'* 1 FETCH (ENVELOPE ("x" NIL NIL NIL NIL NIL NIL NIL NIL))\r\n',
    b'* 1 FETCH (BODY ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 8))\r\n',
    b'* 1 FETCH (BODY ("A" "B" () NIL NIL "7BIT" 8))\r\n',
    b'* STATUS "INBOX" ()\r\n',
    b'* STATUS "INBOX" (SIZE 1)\r\n',  # nobody asked
    b'* STATUS "INBOX" (DELETED 1)\r\n',
    b"* OK gr\xfc\xdf\r\n",
    b"* OK\r\n",
    b"a OK [READ-WRITE]\r\n",
    b"a OK [UIDNEXT] x\r\n",
    b"a OK [UIDVALIDITY 0] x\r\n",
    b"a OK [COPYUID 1 1:3] x\r\n",
    b"a BYE bye\r\n",
    b"a FINE done\r\n",
    b"a OK done\n",
    b"a OK do\rne\r\n",
    b"+idling\r\n",
    b"+\r\n",
    b"* CAPABILITY IMAP4 IDLE\r\n",
    b"* OK [CAPABILITY IDLE] Ready.\r\n",
    b"* METADATA INBOX (/a NIL)\r\n",
    b'* METADATA "" ()\r\n',
    b'* METADATA "" (/a b)\r\n',
    b'* LIST () "ab" INBOX\r\n',
    b'* LIST () "" INBOX\r\n',
    b'* LIST () "." "\xc3\xbc"\r\n',
    b'* LIST () "." INBOX ("CHILDINFO" ("SUBSCRIBED"))\r\n',
    b"* LIST \"a\" \".\" INBOX\r\n",
    b"* SEARCH 0\r\n",
    b"* SEARCH 1 \r\n",
    b"* -1 EXISTS\r\n",
    b"* 4294967296 EXISTS\r\n",
    b"* 0 EXPUNGE\r\n",
    b"* 1 exists\r\n",
    b"* QUOTA x (STORAGE 1)\r\n",
    b"* ID ()\r\n",
    b" OK done\r\n",
    b"HTTP/1.1 400 Bad Request\r\n",
    b"220 relay.test ESMTP\r\n",
)
GOOD_SMTP = (
    b"220 relay.test ESMTP\r\n",
    b"250-relay.test\r\n250-SIZE 5000\r\n250 SMTPUTF8\r\n",
    b"334 \r\n",
    b"250-a\r\n250 b\r\n421 4.3.2 Closing\r\n",
)
BAD_SMTP = (
    b"250\r\n",
    b"250-\n",
    b"250 Ok\n",
    b"250 \xc3\xbc\r\n",
    b"250 a\rb\r\n",
    b"250-a\r\n251 b\r\n",
    b"250_Ok\r\n",
    b"199 low\r\n",
    b"600 high\r\n",
    b"260 second digit\r\n",
    b"25 Ok\r\n",
    b"Ok\r\n",
    b" 250 Ok\r\n",
    b"\r\n",
    b"250 " + b"a" * 507 + b"\r\n",
    b"250 " + b"a" * 1000,
    b"* OK\r\n",
)


def in_one_piece(ear, stream):
    ear.hears(stream)


def octet_by_octet(ear, stream):
    for octet in stream:
        ear.hears(bytes([octet]))


class Strict(unittest.TestCase):
    def check(self, kind, good, bad):
        for hears in (in_one_piece, octet_by_octet):
            for stream in good:
                with self.subTest(stream=stream, hears=hears.__name__):
                    ear = kind()
                    hears(ear, stream)
                    self.assertFalse(ear.pending)
            for stream in bad:
                with self.subTest(stream=stream, hears=hears.__name__):
                    with self.assertRaises(Violation):
                        hears(kind(), stream)

    def test_imap(self):
        self.check(strict_imap.Ear, GOOD_IMAP, BAD_IMAP)

    def test_smtp(self):
        self.check(strict_smtp.Ear, GOOD_SMTP, BAD_SMTP)

    def test_what_was_asked_for_may_come(self):
        ear = strict_imap.Ear()
        ear.asks(b"a namespace\r\nb STATUS inbox (si")
        ear.asks(b"ze)\r\n")
        ear.hears(b'* NAMESPACE (("" ".")) NIL NIL\r\n* STATUS "INBOX" (SIZE 9000000000)\r\n')
        self.assertFalse(ear.pending)

    def test_large_literals_are_not_read_again_and_again(self):
        ear = strict_imap.Ear()
        ear.hears(b"* 1 FETCH (BODY[] {30000000}\r\n")
        self.assertGreater(ear.wanted, 30_000_000)
        for _ in range(3000):
            ear.hears(b"0123456789" * 1000)
        ear.hears(b")\r\na OK Fetch completed.\r\n")
        self.assertFalse(ear.pending)


class Server:
    """Says `words` to one client. Use it in a `with`."""

    def __init__(self, words):
        self.words = words
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.thread.join()
        self.socket.close()

    def serve(self):
        connection, _ = self.socket.accept()
        with connection:
            connection.sendall(self.words)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(1000):
                pass


class Sockets(unittest.TestCase):
    """What the clients of the other tests are made of hears the faults."""

    def hear(self, words, client):
        with Server(words) as server:
            with self.assertRaises(Violation):
                client(server.port)
        with self.assertRaises(AssertionError):
            listening.check()
        listening.check()

    def test_faults_raise_and_are_remembered(self):
        for words in (b"* OK [CAPABILITY IDLE] x\r\n", b"? OK\r\n", b"220 a\xff\r\n", b"250\r\n"):
            self.hear(words, self.receive)
            self.hear(words, self.read_line)

    def receive(self, port):
        with listening.connect("127.0.0.1", port, 10) as client:
            while client.recv(3):
                pass

    def read_line(self, port):
        with listening.connect("127.0.0.1", port, 10) as client, client.makefile("rb") as file:
            file.readline()

    def test_web_servers_and_tls_are_let_be(self):
        for words in (b"HTTP/1.1 200 OK\r\n\xff\n", b"\x15\x03\x03\x00\x02\x02\x46"):
            with Server(words) as server:
                self.receive(server.port)
        listening.check()


if __name__ == "__main__":
    unittest.main(verbosity=2)
