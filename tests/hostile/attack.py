# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hostile peers share: a relay that is watched, and ways to be rude to it."""

import base64
import contextlib
import json
import os
import resource
import socket
import ssl
import statistics
import subprocess
import sys
import threading
import time

import listening
from relay import HOST, PASSWORD, PATIENCE, Relay, any_certificate

MIB = 1024 * 1024
# What an attack may cost beyond the connections that it holds open.
MAX_GROWTH = 8 * MIB
# What one connection may cost. Idle: the coroutines, the connection and what OpenSSL keeps between
# two records. Receiving: one record, one piece of the message on its way to the spool, and the
# scratch of the check as well. Handshaking: OpenSSL's buffers and transcript as well. Buffered: one
# socket read, one line or literal, and the answers that are made before they must leave.
IDLE = 24 * 1024
RECEIVING = 72 * 1024
HANDSHAKING = 64 * 1024
BUFFERED = 192 * 1024
MEDIAN_PUSH = 50  # milliseconds
FEW_PUSHES = 5  # no median can be told from fewer
IS_SANITIZED = PATIENCE > 1
# Sending and receiving, not to starve what is measured beside it on a small machine.
PIECE = 256 * 1024
# An attacker holds thousands of connections; most shells allow 1024 at first.
DESCRIPTORS = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
ANY_CERTIFICATE = any_certificate()  # making one takes longer than using it


class WatchedRelay(Relay):
    """A relay with a healthy client beside it. `with relay.watched(...)`: neither its memory nor
    that client may suffer from what is done meanwhile."""

    def __init__(self, settings=None):
        plenty = {"max_user_send_per_minute": 100000, "max_user_send_burst_size": 100000}
        super().__init__(plenty | (settings or {}))
        self.pulse = None
        self.few_descriptors = 0

    def __enter__(self):
        super().__enter__()
        self.pulse = subprocess.Popen(
            [
                *(sys.executable, os.path.join(os.path.dirname(__file__), "pulse.py")),
                *(str(self.port("imaps")), str(self.port("smtps"))),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        time.sleep(0.5)  # the first messages fill caches
        self.beats()
        self.few_descriptors = self.descriptors() + 5
        return self

    def __exit__(self, kind, value, trace):
        self.pulse.stdin.close()
        self.pulse.stdout.close()
        self.pulse.wait()
        super().__exit__(kind, value, trace)

    def check_log(self):
        super().check_log()
        for line in self.log().splitlines():
            assert "level=error" not in line, line

    def is_machine_busy(self):
        """Whether pushes are slow even when nobody attacks: then somebody else loads the machine,
        and nothing can be told."""
        time.sleep(1)
        median = statistics.median(self.beats())
        print(f"without an attack: median {median:.1f} ms", flush=True)
        return median > MEDIAN_PUSH / 5

    def settle(self):
        """Waits until those who were here before have gone."""
        quiet, last = 0, 0
        for _ in range(200):
            now = self.status("VmRSS")
            is_quiet = abs(now - last) < MIB and self.descriptors() <= self.few_descriptors
            quiet = quiet + 1 if is_quiet else 0
            if quiet == 4:
                return
            last = now
            time.sleep(0.05)
        print(f"still {self.descriptors()} descriptors, {self.few_descriptors} before", flush=True)

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def beats(self):
        self.pulse.stdin.write(b"\n")
        self.pulse.stdin.flush()
        line = self.pulse.stdout.readline()
        assert line, "the healthy client was cut off"
        return json.loads(line)

    def status(self, name):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith(name + ":"))
        return int(line.split()[1]) * 1024

    @contextlib.contextmanager
    def watched(self, name, connections=0, each=IDLE, beside=0):
        """`connections` are held open and may cost `each` octets, and `beside` octets are a budget
        that is meant to be used up."""
        self.beats()
        before = self.status("VmRSS")
        with Peak(self) as peak:
            begin = time.monotonic()
            yield
            passed = time.monotonic() - begin
        beats = self.beats()
        growth = peak.octets - before
        median = statistics.median(beats)
        print(
            f"{name}: {passed:.1f} s, {len(beats)} pushes, median {median:.1f} ms, max"
            f" {max(beats):.1f} ms, memory {before // 1024} + {growth // 1024} KiB",
            flush=True,
        )
        assert self.process.poll() is None, "roostd died"
        is_swift = len(beats) < FEW_PUSHES or median < MEDIAN_PUSH * PATIENCE
        assert is_swift or self.is_machine_busy(), f"{name}: median push after {median} ms"
        allowed = MAX_GROWTH + connections * each + beside
        if not IS_SANITIZED:
            assert growth < allowed, f"{name}: {growth} octets of memory, {allowed} allowed"


class Peak:
    """The most resident memory of the relay while it lives, looked at a hundred times a second."""

    def __init__(self, relay):
        self.relay = relay
        self.octets = relay.status("VmRSS")
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self.look)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        self.thread.join()

    def look(self):
        while not self.ends.wait(0.01):
            with contextlib.suppress(OSError, StopIteration):
                self.octets = max(self.octets, self.relay.status("VmRSS"))


def plain(relay, name, small=False):
    """A TCP connection; `small`: it takes as little unread input as the kernel allows."""
    connection = listening.PlainSocket()
    if small:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.settimeout(20 * PATIENCE)
    connection.connect((HOST, relay.port(name)))
    return connection


def secure(relay, name, small=False):
    return ANY_CERTIFICATE.wrap_socket(plain(relay, name, small))


def greeting(connection):
    return connection.recv(1000)


def receive_until(connection, end, most=64 * MIB):
    """Everything up to and with `end`."""
    octets = bytearray()
    while end not in octets[-1000:]:
        some = connection.recv(PIECE)
        if not some:
            raise EOFError(bytes(octets[-1000:]))
        octets += some
        assert len(octets) < most, "too much came"
    return bytes(octets)


def receive_all(connection):
    """Everything until the relay closes; a reset is an end, too."""
    octets = bytearray()
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        while some := connection.recv(PIECE):
            octets += some
    return bytes(octets)


def talk(connection, octets):
    """Everything that comes back, also when the relay has answered and closed before it has heard
    it all: then the rest cannot be sent."""
    with contextlib.suppress(ConnectionError, ssl.SSLError):
        connection.sendall(octets)
    return receive_all(connection)


def is_last(line, tag):
    return line.startswith((tag, b"* BYE ")) and line[3:4] != b"-"


def answer(connection, tag):
    """What comes up to and with a last line of a reply that begins with `tag`, or up to BYE."""
    octets = bytearray()
    while True:
        last = bytes(octets).rsplit(b"\n", 2)[-2:]
        if last[-1] == b"" and len(last) > 1 and is_last(last[0], tag):
            return bytes(octets)
        some = connection.recv(PIECE)
        if not some:
            raise EOFError(bytes(octets[-1000:]))
        octets += some


def send_endless(connection, piece, total):
    """`total` octets of repeated `piece`; False when the relay has closed."""
    block = piece * max(1, PIECE // len(piece))
    try:
        while total > 0:
            connection.sendall(block[:total])
            total -= len(block)
    except (ConnectionError, ssl.SSLError):
        return False
    return True


def send_until_full(connection, octets):
    """Sends without ever reading, until neither the relay nor the kernel takes more."""
    connection.settimeout(0.5)
    try:
        while True:
            connection.sendall(octets)
    except (TimeoutError, ConnectionError, ssl.SSLError):
        pass


def imap_client(relay, owner, small=False):
    connection = secure(relay, "imaps", small)
    greeting(connection)
    connection.sendall(f'in LOGIN {owner} "{PASSWORD}"\r\n'.encode())
    answer = receive_until(connection, b"\r\n")
    assert b"in OK" in answer, answer
    return connection


def smtp_client(relay, owner, small=False):
    connection = secure(relay, "smtps", small)
    greeting(connection)
    secret = base64.b64encode(f"\0{owner}\0{PASSWORD}".encode())
    connection.sendall(b"EHLO x\r\nAUTH PLAIN " + secret + b"\r\n")
    receive_until(connection, b"235 2.7.0 Authentication successful\r\n")
    return connection


def close_all(connections):
    for connection in connections:
        connection.close()
    connections.clear()
