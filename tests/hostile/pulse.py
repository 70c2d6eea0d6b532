# SPDX-License-Identifier: GPL-3.0-or-later
"""A healthy client, run as a program of its own so that no attacker slows it down: it sends itself
a message again and again and measures how long each takes to reach its IDLE. One line on standard
input asks for the milliseconds measured since the last one."""

import json
import os
import select
import socket
import sys
import time

import mail
from relay import HOST, PASSWORD, address, any_certificate

OWNER = address("pulsepuls")
PAUSE = 0.05  # between messages
LOST = 10_000  # milliseconds


class Line:
    """A TLS connection that is read line by line."""

    def __init__(self, port):
        plain = socket.create_connection((HOST, port), timeout=LOST / 1000)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream = any_certificate().wrap_socket(plain)
        self.file = self.stream.makefile("rb")

    def send(self, text):
        self.stream.sendall(text)

    def until(self, start):
        """The next line that holds `start`."""
        while True:
            line = self.file.readline()
            if start in line:
                return line
            if not line:
                raise EOFError(f"closed while waiting for {start}")


def log_in(imap_port, smtp_port):
    inbox, submission = Line(imap_port), Line(smtp_port)
    inbox.send(f'a LOGIN {OWNER} "{PASSWORD}"\r\nb SELECT INBOX\r\nc IDLE\r\n'.encode())
    inbox.until(b"a OK")
    inbox.until(b"+ ")
    submission.send(b"EHLO pulse\r\n")
    submission.until(b"250 ")
    submission.send(b"AUTH LOGIN\r\n")
    for word in (OWNER, PASSWORD):
        submission.until(b"334 ")
        submission.send(mail.base64.b64encode(word.encode()) + b"\r\n")
    submission.until(b"235 ")
    return inbox, submission


def beat(inbox, submission, message):
    """Milliseconds from the first word to the relay until IDLE tells of the message."""
    begin = time.monotonic()
    submission.send(f"MAIL FROM:<{OWNER}>\r\nRCPT TO:<{OWNER}>\r\nDATA\r\n".encode())
    submission.until(b"354 ")
    submission.send(message + b".\r\n")
    inbox.until(b"EXISTS")
    passed = (time.monotonic() - begin) * 1000
    submission.until(b"250 2.0.0 Ok: queued")
    return passed


def main():
    inbox, submission = log_in(int(sys.argv[1]), int(sys.argv[2]))
    message = mail.encrypted(OWNER, "pulse")
    measured = []
    while True:
        measured.append(beat(inbox, submission, message))
        if select.select([sys.stdin], [], [], PAUSE)[0]:
            if not os.read(0, 100):
                return
            print(json.dumps(measured), flush=True)
            measured = []


if __name__ == "__main__":
    main()
