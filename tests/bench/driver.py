# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands messages to an SMTP server over several connections at once, in processes of their own."""

import base64
import dataclasses
import socket
import ssl
import threading

PROCESSES = 2
MOST_AGAIN = 50
CONNECTIONS = 20  # of all processes together
TLS, STARTTLS = "tls", "starttls"
PASSWORD = b"a password of enough letters"


@dataclasses.dataclass
class Server:
    host: str
    port: int
    security: str
    users: tuple = ()  # that log in, one per connection; empty: nobody does


def send(pool, server, messages):
    """Returns when all are answered with 250, and how many had to be offered again. Each is
    (sender, recipient, text); what is for one connection has the same sender."""
    shares = [messages[number::CONNECTIONS] for number in range(CONNECTIONS)]
    each = CONNECTIONS // PROCESSES
    jobs = [
        pool.submit(send_shares, server, shares[at : at + each])
        for at in range(0, CONNECTIONS, each)
    ]
    return sum(job.result() for job in jobs)


def send_shares(server, shares):
    failures, again = [], []

    def run(share):
        try:
            again.append(send_share(server, share))
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(share,)) for share in shares if share]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(again)


def send_share(server, messages):
    connection = Connection(server, messages[0][0])
    again = 0
    for message in messages:
        # One message in hundreds fails at OpenDKIM for reasons of its own ("resource unavailable"),
        # and the connection with it; other servers would offer it again as well.
        while connection.offer(*message).startswith(b"4"):
            again += 1
            assert again < MOST_AGAIN, "refused too often"
            connection.close()
            connection = Connection(server, messages[0][0])
    connection.close()
    return again


class Connection:
    def __init__(self, server, sender):
        plain = socket.create_connection((server.host, server.port), timeout=60)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self.input = b""
        self.stream = plain
        if server.security == STARTTLS:
            self.expect(b"2")
            self.ask(b"EHLO mx.foreign.test", b"2")
            self.ask(b"STARTTLS", b"2")
        self.stream = context.wrap_socket(plain, server_hostname=server.host)
        if server.security == TLS:
            self.expect(b"2")
        self.ask(b"EHLO mx.foreign.test", b"2")
        if server.users:
            token = base64.b64encode(b"\0" + sender.encode() + b"\0" + PASSWORD)
            self.ask(b"AUTH PLAIN " + token, b"2")

    def offer(self, sender, recipient, text):
        """The last reply."""
        lines = f"MAIL FROM:<{sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n"
        self.stream.sendall(lines.encode())
        for digit in (b"2", b"2", b"3"):
            self.expect(digit)
        self.stream.sendall(text + b".\r\n")
        return self.expect(b"24")

    def close(self):
        self.ask(b"QUIT", b"2")
        self.stream.close()

    def ask(self, line, digit):
        self.stream.sendall(line + b"\r\n")
        self.expect(digit)

    def expect(self, digits):
        """The last line of a reply, which begins with one of these digits."""
        while True:
            line, found, rest = self.input.partition(b"\r\n")
            if not found:
                octets = self.stream.recv(65536)
                assert octets, "the server has gone"
                self.input += octets
                continue
            self.input = rest
            assert line[:1] in digits, line
            if line[3:4] != b"-":
                return line
