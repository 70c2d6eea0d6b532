# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of bad input gets an error of its protocol, never silence, and the same connection (a
new one, where the protocol wants it closed) goes on working."""

import base64
import json
import re
import socket
import unittest

import mail
from attack import answer, greeting, imap_client, plain, receive_all, secure, smtp_client, talk
from relay import PATIENCE, Relay, address

ANN = address("annannann")
RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(Relay({"max_user_send_per_minute": 100000}))


# Words and the beginning of the last line of their reply. "Closes" stands for itself.
CLOSES = "closes"

SMTP_STRANGER = [
    (b"", "500"),
    (b" ", "500"),
    (b"\0", "500"),
    (b"EHLO", "501"),
    (b"HELO", "501"),
    (b"EHLO \xff\xfe", "500"),
    (b"XYZZY", "500"),
    (b"GET / HTTP/1.1", "500"),
    (b"EHLOx y", "500"),
    (b"NOOP\0NOOP", "500"),
    (b"NOOP\rNOOP", "500"),
    (b"n" * 5000, "500"),
    (b"DATA", "503"),
    (b"MAIL FROM:<x@y.test>", "503"),
    (b"EXPN list", "502"),
    (b"VRFY", "501"),
    (b"QUIT now", "501"),
    (b"AUTH PLAIN", "503"),
    (b"RCPT TO:<x@y.test>", "503"),
]
SMTP_GREETED = [
    (b"STARTTLS", "503"),
    (b"AUTH", "5"),
    (b"AUTH NTLM", "504"),
    (b"AUTH PLAIN !!!!", "501"),
    (b"AUTH PLAIN =", "501"),
    (b"AUTH PLAIN " + base64.b64encode(b"a\0b"), "501"),
    (b"AUTH PLAIN " + base64.b64encode(b"\0" * 8), "501"),
    (b"AUTH PLAIN " + base64.b64encode(b"x\0y\0z"), "5"),
    (b"AUTH PLAIN\r\n*", "501"),
    (b"AUTH PLAIN\r\n" + b"A" * 13000, "501"),
    (b"AUTH LOGIN\r\n!\r\n!", "501"),
    (b"AUTH LOGIN QUJD\r\n*", "501"),
    (b"MAIL FROM:<x@y.test>", "530"),
]
SMTP_USER = [
    (b"AUTH PLAIN AHgAeQ==", "503"),
    (b"MAIL", "501"),
    (b"MAIL FROM", "501"),
    (b"MAIL TO:<x@y.test>", "501"),
    (b"MAIL FROM:x@y.test>", "501"),
    (b"MAIL FROM:<x@y.test", "501"),
    (b"MAIL FROM:<" + b"x" * 300 + b"@y.test>", "501"),
    (b"MAIL FROM:<x@y.test>SIZE=1", "501"),
    (b"MAIL FROM:<x@y.test> SIZE=", "501"),
    (b"MAIL FROM:<x@y.test> SIZE=-1", "501"),
    (b"MAIL FROM:<x@y.test> SIZE=1x", "501"),
    (b"MAIL FROM:<x@y.test> SIZE=99999999999999999999", "552"),
    (b"MAIL FROM:<x@y.test> SIZE=" + b"9" * 21, "501"),
    (b"MAIL FROM:<x@y.test> BODY=9BIT", "501"),
    (b"MAIL FROM:<x@y.test> COLOUR=red", "555"),
    (b"RCPT TO:<x@y.test>", "503"),
    (b"RSET x", "501"),
    (b"DATA", "503"),
]
SMTP_MAIL = [
    (b"MAIL FROM:<x@y.test>", "503"),
    (b"RCPT", "501"),
    (b"RCPT TO:<>", "501"),
    (b"RCPT TO:<x>", "501"),
    (b"RCPT TO:<@>", "501"),
    (b"RCPT TO:<x@>", "501"),
    (b"RCPT TO:<x@y.test> NOTIFY=NEVER", "555"),
    (b"RCPT TO:<x@-.test>", "501"),
    (b"RCPT TO:<x\x01@y.test>", "500"),
    (b"RCPT TO:<" + b"x" * 5000 + b"@y.test>", "500"),
    (b"DATA", "554"),
]
IMAP_STRANGER = [
    (b"", "* BAD"),
    (b" ", "* BAD"),
    (b"a", "a BAD"),
    (b"a ", "a BAD"),
    (b"* NOOP", "* BAD"),
    (b"+ NOOP", "* BAD"),
    (b"(a NOOP", "* BAD"),
    (b"a\0b NOOP", "* BAD"),
    (b"a NOOP x", "a BAD"),
    (b"a XYZZY", "a BAD"),
    (b"\xff\xfe NOOP", "* BAD"),
    (b"t" * 100 + b" NOOP", "* BAD"),
    (b"a " + b"x" * 9000, "a BAD"),
    (b"a SELECT INBOX", "a BAD"),
    (b"a LOGIN", "a BAD"),
    (b"a LOGIN x", "a BAD"),
    (b'a LOGIN "x', "a BAD"),
    (b'a LOGIN "x" "y\\z"', "a BAD"),
    (b"a LOGIN x y z", "a BAD"),
    (b"a LOGIN {}", "a BAD"),
    (b"a LOGIN {-1}", "a BAD"),
    (b"a LOGIN {5000}", "a BAD"),
    (b"a LOGIN {1+}\r\nx {2+}\r\nyyy", "a BAD"),
    (b"a LOGIN {5000+}\r\n" + b"x" * 5000 + b" y", "a BAD"),
    (b"a LOGIN {999999999999999999999999+}", CLOSES),
    (b"a AUTHENTICATE", "a BAD"),
    (b"a AUTHENTICATE NTLM", "a NO"),
    (b"a AUTHENTICATE PLAIN !!!!", "a BAD"),
    (b"a AUTHENTICATE PLAIN =", "a BAD"),
    (b"a AUTHENTICATE PLAIN\r\n*", "a BAD"),
    (b"a AUTHENTICATE PLAIN\r\n" + b"A" * 5000, "a BAD"),
    (b"a STARTTLS", "a BAD"),
    (b"a ID (", "a BAD"),
    (b"a ID (x)", "a BAD"),
]
IMAP_USER = [
    (b"a SELECT", "a BAD"),
    (b"a SELECT nowhere", "a NO"),
    (b'a SELECT "', "a BAD"),
    (b"a SELECT INBOX (", "a BAD"),
    (b"a FETCH 1 FLAGS", "a BAD"),
    (b"a LOGIN x y", "a BAD"),
    (b"a CREATE", "a BAD"),
    (b'a CREATE ""', "a NO"),
    (b"a CREATE INBOX", "a NO"),
    (b"a CREATE " + b"x" * 5000, "a (NO|BAD)"),
    (b'a CREATE "x\xff"', "a (NO|BAD)"),
    (b"a DELETE INBOX", "a NO"),
    (b"a DELETE nowhere", "a NO"),
    (b"a RENAME nowhere elsewhere", "a NO"),
    (b"a RENAME x", "a BAD"),
    (b"a LIST", "a BAD"),
    (b'a LIST ""', "a BAD"),
    (b"a STATUS INBOX", "a BAD"),
    (b"a STATUS INBOX ()", "a BAD"),
    (b"a STATUS INBOX (COLOUR)", "a BAD"),
    (b"a STATUS nowhere (MESSAGES)", "a NO"),
    (b"a APPEND", "a BAD"),
    (b"a APPEND INBOX", "a BAD"),
    (b"a APPEND INBOX {0}", "a (NO|BAD)"),
    (b"a APPEND INBOX {0+}\r\n", "a (NO|BAD)"),
    (b"a APPEND INBOX (\\Bad {1+}\r\nx", "a BAD"),
    (b'a APPEND INBOX "32-Jan-2024 00:00:00 +0000" {1+}\r\nx', "a BAD"),
    (b"a APPEND INBOX {99999999}", "a NO"),
    (b"a APPEND nowhere {4+}\r\nabcd", "a NO"),
    (b"a APPEND INBOX {4+}\r\nabcd more", "a BAD"),
    (b"a GETQUOTA", "a BAD"),
    (b'a GETQUOTA "other"', "a NO"),
    (b'a SETQUOTA "" (STORAGE 1)', "a (NO|BAD)"),
    (b"a GETMETADATA", "a BAD"),
    (b"a GETMETADATA INBOX", "a BAD"),
    (b"a SETMETADATA INBOX (/private/x", "a BAD"),
    (b"a ENABLE", "a BAD"),
    (b"a IDLE now", "a BAD"),
    (b"a IDLE\r\nNOT DONE", "a BAD"),
    (b"a " + b"x" * 70_000, "a BAD"),
]
IMAP_SELECTED = [
    (b"a FETCH", "a BAD"),
    (b"a FETCH x FLAGS", "a BAD"),
    (b"a FETCH 0 FLAGS", "a BAD"),
    (b"a FETCH 99999999999 FLAGS", "a BAD"),
    (b"a FETCH 1:2:3 FLAGS", "a BAD"),
    (b"a FETCH 1, FLAGS", "a BAD"),
    (b"a FETCH 2 FLAGS", "a BAD"),
    (b"a FETCH 1", "a BAD"),
    (b"a FETCH 1 ()", "a BAD"),
    (b"a FETCH 1 (FLAGS", "a BAD"),
    (b"a FETCH 1 COLOUR", "a BAD"),
    (b"a FETCH 1 BODY[", "a BAD"),
    (b"a FETCH 1 BODY[0]", "a BAD"),
    (b"a FETCH 1 BODY[99999999999]", "a BAD"),
    (b"a FETCH 1 BODY[HEADER.FIELDS ()]", "a BAD"),
    (b"a FETCH 1 BODY[]<5>", "a BAD"),
    (b"a FETCH 1 BODY[]<0.0>", "a BAD"),
    (b"a FETCH 1 BODY[]<99999999999999999999.1>", "a BAD"),
    (b"a FETCH 1 (FLAGS) (CHANGEDSINCE x)", "a BAD"),
    (b"a STORE 1", "a BAD"),
    (b"a STORE 1 COLOUR (x)", "a BAD"),
    (b"a STORE 1 +FLAGS (a b", "a BAD"),
    (b"a SEARCH", "a BAD"),
    (b"a SEARCH COLOUR", "a BAD"),
    (b"a SEARCH CHARSET KOI8-R ALL", "a NO"),
    (b"a SEARCH BEFORE 99-Jan-2024", "a BAD"),
    (b"a SEARCH LARGER x", "a BAD"),
    (b"a SEARCH (ALL", "a BAD"),
    (b"a SEARCH NOT", "a BAD"),
    (b"a SEARCH OR ALL", "a BAD"),
    (b"a SEARCH " + b"(" * 17 + b"ALL" + b")" * 17, "a BAD"),
    (b"a SEARCH " + b"ALL " * 600, "a BAD"),
    (b"a COPY 1", "a BAD"),
    (b"a COPY 1 nowhere", "a NO"),
    (b"a MOVE 1 nowhere", "a NO"),
    (b"a UID", "a BAD"),
    (b"a UID NOOP", "a BAD"),
    (b"a UID EXPUNGE", "a BAD"),
    (b"a UID EXPUNGE x", "a BAD"),
]
HTTP = [
    (b"\r\nnonsense\r\n\r\n", 400),
    (b"GET\r\n\r\n", 400),
    (b"GET /\r\n\r\n", 400),
    (b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost x\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: x\r\nA\x01: y\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n", 400),
    (b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 431),
    (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 2000 + b"\r\n", 431),
    (b"POST /new HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400),
    (b"POST /new HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n", 413),
    (b"POST /new HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n", 400),
]
LAST_REQUEST = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
HTTP_GOES_ON = [
    (b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    (b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    (b"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    (b"GET //// HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    (b"PUT / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    (b"XYZZY / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
    (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 405),
]
PARSE, REQUEST, METHOD, PARAMS, REFUSED = -32700, -32600, -32601, -32602, -32000
CONTROL = [
    (b"x", PARSE),
    (b"\0", PARSE),
    (b"\xff\xfe", PARSE),
    (b"{", PARSE),
    (b"[" * 100, PARSE),
    (b"{}}", PARSE),
    (b'{"jsonrpc":"2.0","id":1,"method":"a\nb"}', PARSE),
    (b'{"a":1e999999}', (PARSE, REQUEST)),
    (b"[]", REQUEST),
    (b"1", REQUEST),
    (b"null", REQUEST),
    (b"{}", REQUEST),
    (b'{"jsonrpc":"1.0","id":1,"method":"hello"}', REQUEST),
    (b'{"jsonrpc":2.0,"id":1,"method":"hello"}', REQUEST),
    (b'{"jsonrpc":"2.0","id":{},"method":"hello"}', REQUEST),
    (b'{"jsonrpc":"2.0","id":1}', REQUEST),
    (b'{"jsonrpc":"2.0","id":1,"method":7}', REQUEST),
    (b'{"jsonrpc":"2.0","id":1,"method":"hello","params":[]}', PARAMS),
    (b'{"jsonrpc":"2.0","id":1,"method":"xyzzy"}', METHOD),
    (b'{"jsonrpc":"2.0","id":1,"method":"' + b"x" * 2_000_000 + b'"}', REQUEST),
]
# Method, parameters, and the name of the error.
CALLS = [
    ("user_list", {"limit": 0}, "invalid"),
    ("user_list", {"limit": 100_000}, "invalid"),
    ("user_list", {"limit": "many"}, "invalid"),
    ("user_list", {"limit": 1.5}, "invalid"),
    ("user_list", {"limit": 10**30}, "invalid"),
    ("user_list", {"offset": -1}, "invalid"),
    ("user_list", {"sort": "colour"}, "invalid"),
    ("user_list", {"filter": None, "descending": 3}, "invalid"),
    ("user_block", {}, "not_found"),
    ("user_block", {"address": "nobody"}, "not_found"),
    ("user_delete", {"address": ["x"]}, "invalid"),
    ("setting_get", {"name": "colour"}, "not_found"),
    ("setting_set", {}, "invalid"),
    ("setting_set", {"changes": []}, "invalid"),
    ("setting_set", {"changes": [{}]}, "not_found"),
    ("setting_set", {"changes": [{"name": "log_level", "value": "debug"}] * 101}, "invalid"),
    ("setting_revert", {"activity_id": 10**9}, "not_found"),
    ("setting_revert", {"name": "colour"}, "not_found"),
    ("setup_apply", {"mail_domain": "x.test"}, "exists"),
    ("activity_list", {"limit": -5}, "invalid"),
]
VALUES = [
    ("colour", "red", "not_found"),
    ("mail_domain", "other.test", "denied"),
    ("max_recipients", "", "invalid"),
    ("max_recipients", "0", "invalid"),
    ("max_recipients", "-1", "invalid"),
    ("max_recipients", "1x", "invalid"),
    ("max_recipients", "1.5", "invalid"),
    ("max_recipients", "99999999999999999999", "invalid"),
    ("max_recipients", "9" * 100_000, "invalid"),
    ("max_load_1m", "nan", "invalid"),
    ("max_load_1m", "inf", "invalid"),
    ("max_load_1m", "1e999", "invalid"),
    ("max_message_size", "10Q", "invalid"),
    ("max_message_size", "99999999T", "invalid"),
    ("registration_open", "perhaps", "invalid"),
    ("tls_mode", "none", "invalid"),
    ("log_level", "loud", "invalid"),
    ("listen_addresses", "", "invalid"),
    ("listen_addresses", "localhost", "invalid"),
    ("listen_addresses", "127.0.0.1 999.0.0.1", "invalid"),
    ("listen_addresses", "192.0.2.1", ("invalid", "unavailable")),
    ("port_offset", "99999", "invalid"),
    ("imaps_port", "0", "invalid"),
    ("server_comment", "x" * 501, "invalid"),
    ("server_comment", "a\r\nb", "invalid"),
    ("server_comment", "a\0b", "invalid"),
    ("privacy_mail", "x" * 255, "invalid"),
    ("privacy_mail", "x" * 65 + "@a.test", "invalid"),
    ("privacy_mail", "nobody", "invalid"),
    ("privacy_mail", "<a@b.test>", "invalid"),
]


class Smtp(unittest.TestCase):
    def sweep(self, table, fresh):
        for words, code in table:
            with self.subTest(words=words[:60]), fresh() as client:
                client.sendall(words + b"\r\n")
                reply = self.last_line(client)
                while reply.startswith(b"334"):
                    reply = self.last_line(client)
                self.assertRegex(reply, b"^" + code.encode())
                client.sendall(b"NOOP\r\n")
                self.assertEqual(self.last_line(client), b"250 2.0.0 Ok")

    def last_line(self, client):
        text = b""
        while not re.search(rb"(^|\n)\d{3} [^\n]*\n$", text):
            text += client.recv(1)
        return text.splitlines()[-1]

    def stranger(self):
        client = secure(RELAY, "smtps")
        greeting(client)
        return client

    def greeted(self):
        client = self.stranger()
        client.sendall(b"EHLO x\r\n")
        answer(client, b"250")
        return client

    def user(self):
        return smtp_client(RELAY, ANN)

    def in_mail(self):
        client = self.user()
        client.sendall(f"MAIL FROM:<{ANN}>\r\n".encode())
        answer(client, b"250")
        return client

    def test_stranger(self):
        self.sweep(SMTP_STRANGER, self.stranger)

    def test_greeted(self):
        self.sweep(SMTP_GREETED, self.greeted)

    def test_user(self):
        self.sweep(SMTP_USER, self.user)

    def test_in_mail(self):
        self.sweep(SMTP_MAIL, self.in_mail)

    def test_plaintext_port(self):
        for words in (b"AUTH PLAIN AHgAeQ==", b"MAIL FROM:<x@y.test>", b"RCPT TO:<x@y.test>"):
            with plain(RELAY, "submission") as client:
                greeting(client)
                client.sendall(b"EHLO x\r\n" + words + b"\r\n")
                answer(client, b"530")

    def test_bad_messages_are_refused_and_the_session_goes_on(self):
        bodies = {
            b"": b"5",
            b"\r\n": b"5",
            b"no header\r\n": b"5",
            b"\0\r\n": b"5",
            b"From: x\r\n\r\n": b"5",
            b"From: <x@y.test>\r\nFrom: <x@y.test>\r\n\r\n": b"5",
            b": \r\n\r\n": b"5",
            b"X: " + b"a" * 300_000 + b"\r\n\r\n": b"5",
            mail.plain(ANN, "plain"): b"523",
        }
        for body, code in bodies.items():
            with self.subTest(body=body[:60]), self.in_mail() as client:
                client.sendall(f"RCPT TO:<{ANN}>\r\nDATA\r\n".encode())
                answer(client, b"354")
                client.sendall(body + b".\r\n")
                answer(client, code)
                client.sendall(b"NOOP\r\n")
                self.assertEqual(self.last_line(client), b"250 2.0.0 Ok")

    def test_bare_line_ends_close_the_connection(self):
        for body in (b"a\nb\r\n.\r\n", b"a\rb\r\n.\r\n", b"a\r\n.\nb\r\n.\r\n"):
            with self.subTest(body=body), self.in_mail() as client:
                client.sendall(f"RCPT TO:<{ANN}>\r\nDATA\r\n".encode())
                answer(client, b"354")
                self.assertTrue(talk(client, body).startswith(b"521 "))


class Imap(unittest.TestCase):
    def sweep(self, table, fresh):
        for words, expected in table:
            with self.subTest(words=words[:60]), fresh() as client:
                client.sendall(words + b"\r\n")
                if expected == CLOSES:
                    self.assertIn(b"* BYE ", receive_all(client))
                    continue
                tag = expected.split(" ")[0].encode()
                pattern = b"^" + re.escape(tag) + expected[1:].encode()
                self.assertRegex(self.tagged(client, tag), pattern)
                client.sendall(b"last NOOP\r\n")
                self.assertIn(b"last OK ", answer(client, b"last"))

    def tagged(self, client, tag):
        while True:
            line = b""
            while not line.endswith(b"\n"):
                some = client.recv(1)
                self.assertTrue(some, "closed without a word")
                line += some
            if line.startswith(tag + b" "):
                return line

    def stranger(self):
        client = secure(RELAY, "imaps")
        greeting(client)
        return client

    def user(self):
        return imap_client(RELAY, ANN)

    def selected(self):
        client = self.user()
        client.sendall(b"s SELECT INBOX\r\n")
        answer(client, b"s")
        return client

    def test_stranger(self):
        self.sweep(IMAP_STRANGER, self.stranger)

    def test_user(self):
        self.sweep(IMAP_USER, self.user)

    def test_selected(self):
        with RELAY.imap(ANN) as client:
            client.append("INBOX", None, None, b"Subject: x\r\n\r\ny\r\n")
        self.sweep(IMAP_SELECTED, self.selected)

    def test_plaintext_port(self):
        for words in (b"a LOGIN x y", b"a AUTHENTICATE PLAIN AHgAeQ=="):
            with plain(RELAY, "imap") as client:
                greeting(client)
                client.sendall(words + b"\r\n")
                self.assertIn(b"a NO [PRIVACYREQUIRED]", answer(client, b"a"))


class Web(unittest.TestCase):
    def test_bad_requests_are_answered_and_closed(self):
        for words, code in HTTP:
            with self.subTest(words=words[:60]), secure(RELAY, "https") as client:
                reply = talk(client, words)
                self.assertRegex(reply, b"^HTTP/1.1 %d " % code)
                self.assertIn(b"Connection: close\r\n", reply)

    def test_other_refusals_leave_the_connection_open(self):
        for words, code in HTTP_GOES_ON:
            with self.subTest(words=words[:60]), secure(RELAY, "https") as client:
                reply = talk(client, words + LAST_REQUEST)
                self.assertRegex(reply, b"^HTTP/1.1 %d " % code)
                self.assertIn(b"HTTP/1.1 200 ", reply)


class Control(unittest.TestCase):
    def setUp(self):
        self.client = socket.socket(socket.AF_UNIX)
        self.addCleanup(self.client.close)
        self.client.settimeout(20 * PATIENCE)
        self.client.connect(RELAY.control)
        self.file = self.client.makefile("rb")
        self.addCleanup(self.file.close)

    def say(self, line):
        self.client.sendall(line + b"\n")
        return json.loads(self.file.readline())

    def call(self, method, params):
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return self.say(json.dumps(request).encode())

    def error_name(self, method, params):
        return self.call(method, params)["error"]["data"]["code"]

    def still_works(self):
        return "result" in self.call("overview_get", {})

    def test_bad_frames(self):
        for line, code in CONTROL:
            with self.subTest(line=line[:60]):
                codes = code if isinstance(code, tuple) else (code,)
                for part in line.split(b"\n"):
                    self.assertIn(self.say(part)["error"]["code"], codes)
                self.assertTrue(self.still_works())

    def test_bad_parameters(self):
        for method, params, name in CALLS:
            with self.subTest(method=method, params=str(params)[:60]):
                self.assertEqual(self.error_name(method, params), name)
                self.assertTrue(self.still_works())

    def test_bad_settings(self):
        before = RELAY.ctl("--json", "setting", "list")
        for key, value, name in VALUES:
            with self.subTest(key=key, value=value[:60]):
                names = name if isinstance(name, tuple) else (name,)
                changes = [{"name": "max_imap_connections", "value": "77"}]
                changes.append({"name": key, "value": value})
                self.assertIn(self.error_name("setting_set", {"changes": changes}), names)
                self.assertTrue(self.still_works())
        self.assertEqual(RELAY.ctl("--json", "setting", "list"), before, "half a change was made")


if __name__ == "__main__":
    unittest.main(verbosity=2)
