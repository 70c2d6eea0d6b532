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
IS_SANITIZED = PATIENCE > 1
# How long a push to the healthy client may take beside an attack, in milliseconds. Where one takes
# its time without an attack as well, as on a machine ten times slower than most, it may take that
# much longer; and where others take nine tenths of the machine meanwhile, ten times as long.
MEDIAN_PUSH = 50 * PATIENCE
LONGEST_PUSH = 2000 * PATIENCE  # the one that had the worst luck
TIMES_CALM = 10
ENOUGH_PUSHES = 5  # for a median
SHORTEST = 0.5  # seconds of an attack, for the kernel's ticks to tell who takes the machine
ROUNDS = 3  # in which an attack is tried: what the machine did by chance does not happen each time
MOST = 60  # connections, where a limit is tried
DEFAULTS = {"max_imap_connections": 10_000, "max_smtp_connections": 1000}
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
        self.pushes(2 * ENOUGH_PUSHES)  # the first messages fill caches
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
        """How long the pushes took that came since this was last asked."""
        self.pulse.stdin.write(b"\n")
        self.pulse.stdin.flush()
        line = self.pulse.stdout.readline()
        assert line, "the healthy client was cut off"
        return json.loads(line)

    def pushes(self, count=ENOUGH_PUSHES):
        """As many at least."""
        taken = self.beats()
        while len(taken) < count:
            taken += self.beats()
        return taken

    def status(self, name):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith(name + ":"))
        return int(line.split()[1]) * 1024

    def watched(self, name, connections=0, each=IDLE, beside=0):
        """`connections` are held open and may cost `each` octets, and `beside` octets are a budget
        that is meant to be used up. In a `with`, the attack is one that goes on as long as its
        connections are there; one that is over in moments stands in a `for`, which repeats it."""
        return Watch(self, name, MAX_GROWTH + connections * each + beside)


class Watch:
    """Judges what an attack does to the relay and its healthy client."""

    def __init__(self, relay, name, allowed):
        self.relay, self.name, self.allowed = relay, name, allowed
        self.begin()

    def begin(self):
        self.relay.beats()
        self.calm = statistics.median(self.relay.pushes())
        self.load = Load(self.relay.process.pid, self.relay.pulse.pid)
        self.before = self.relay.status("VmRSS")
        self.started = time.monotonic()
        self.peak = Peak(self.relay)

    def __enter__(self):
        self.peak.__enter__()

    def __exit__(self, kind, value, trace):
        pushes = []
        while not kind and not self.is_enough(pushes):
            pushes += self.relay.beats()
        self.peak.__exit__(kind, value, trace)
        if not kind:
            self.judge(pushes)

    def __iter__(self):
        for attempt in range(1, ROUNDS + 1):
            pushes = []
            with self.peak:
                while not self.is_enough(pushes):
                    yield
                    pushes += self.relay.beats()
            try:
                return self.judge(pushes)
            except SlowPush as slow:
                if attempt == ROUNDS:
                    raise
                print(f"once more, as {slow}", flush=True)
                self.begin()

    def is_enough(self, pushes):
        return len(pushes) >= ENOUGH_PUSHES and time.monotonic() - self.started >= SHORTEST

    def judge(self, pushes):
        growth = self.peak.octets - self.before
        others = self.load.of_others()
        median, longest = statistics.median(pushes), max(pushes)
        print(
            f"{self.name}: {time.monotonic() - self.started:.1f} s, {len(pushes)} pushes, calm"
            f" {self.calm:.1f} ms, median {median:.1f} ms, max {longest:.1f} ms, others"
            f" {others:.0%}, memory {self.before // 1024} + {growth // 1024} KiB",
            flush=True,
        )
        assert self.relay.process.poll() is None, "roostd died"
        if not IS_SANITIZED:
            assert growth < self.allowed, f"{self.name}: {growth} octets, {self.allowed} allowed"
        for what, taken, least in (
            ("median", median, MEDIAN_PUSH),
            ("longest", longest, LONGEST_PUSH),
        ):
            limit = max(least / (1 - others), TIMES_CALM * self.calm)
            if taken >= limit:
                raise SlowPush(f"{self.name}: {what} push after {taken:.1f} ms of {limit:.1f}")


class Load:
    """What share of the machine is taken by others than us and the processes that are named."""

    def __init__(self, *processes):
        self.processes = processes
        self.busy, self.total = self.machine()
        self.own = self.ours()

    def of_others(self):
        """Since the beginning; nine tenths at most."""
        busy, total = self.machine()
        others = (busy - self.busy) - (self.ours() - self.own)
        return min(0.9, max(0, others / max(1, total - self.total)))

    def machine(self):
        with open("/proc/stat", encoding="ascii") as stat:
            user, nice, system, idle, waiting, *more = map(int, stat.readline().split()[1:9])
        busy = user + nice + system + sum(more)
        return busy, busy + idle + waiting

    def ours(self):
        ticks = sum(os.times()[:2]) * os.sysconf("SC_CLK_TCK")
        for process in self.processes:
            with open(f"/proc/{process}/stat", encoding="ascii") as stat:
                ticks += sum(map(int, stat.read().rsplit(")", 1)[1].split()[11:13]))
        return ticks


class SlowPush(AssertionError):
    """The healthy client had to wait."""


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


def check_limit(relay, setting, port, welcome, refusal, inside_tls=None, beside=None):
    """Sets a limit of connections to `MOST`: who comes first to `port` gets in, who comes too late
    is told so in words, on the port `inside_tls` as well, and there is room again when the others
    have gone. `beside` is possible meanwhile."""
    connections = []

    def first_words(connection):
        connections.append(connection)
        return greeting(connection)

    def is_let_in():
        with secure(relay, inside_tls) if inside_tls else plain(relay, port) as client:
            return greeting(client).startswith(welcome)

    relay.change({setting: MOST})
    try:
        for _ in relay.watched("connection limit", 2 * MOST):
            close_all(connections)
            relay.wait_for(is_let_in, "room at first")
            answers = [first_words(plain(relay, port)) for _ in range(2 * MOST)]
            refused = sum(answer.startswith(refusal) for answer in answers)
            let_in = sum(answer.startswith(welcome) for answer in answers)
            assert answers[0].startswith(welcome) and refused >= MOST, answers
            assert let_in + refused == 2 * MOST, answers
            assert not inside_tls or first_words(secure(relay, inside_tls)).startswith(refusal)
            if beside:
                beside()
        close_all(connections)
        relay.wait_for(is_let_in, "a place for a new client")
    finally:
        close_all(connections)
        relay.change({setting: DEFAULTS[setting]})


def close_all(connections):
    for connection in connections:
        connection.close()
    connections.clear()
