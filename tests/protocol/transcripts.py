# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the transcripts of tests/data against a running relay. Each run has users of its own, whose
names are as long as those of the transcripts."""

import base64
import imaplib
import itertools
import os
import re
import string
import time

import mail
from relay import any_certificate

DATA = os.path.join(os.path.dirname(__file__), "..", "data")
DOMAIN = "relay.test"
PASSWORD = "a password"
SMTP_SETTINGS = {"max_recipients": 100, "max_message_size": 65536, "max_user_send_burst_size": 3}
FRESH = map("".join, itertools.product("x", *[string.ascii_lowercase] * 8))  # names of users


def lines_of(kind, name):
    with open(os.path.join(DATA, kind, name + ".txt"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def names_of(kind):
    files = os.listdir(os.path.join(DATA, kind))
    return sorted(name[:-4] for name in files if name.endswith(".txt"))


class Line:
    """One connection, spoken and heard line by line."""

    def __init__(self, relay, port):
        self.socket = relay.plain(port)
        if port in ("imaps", "smtps"):
            self.socket = any_certificate().wrap_socket(self.socket)
        self.file = self.socket.makefile("rb")

    def begin_tls(self):
        self.file.close()
        self.socket = any_certificate().wrap_socket(self.socket)
        self.file = self.socket.makefile("rb")

    def send(self, octets, octet_by_octet=False):
        if not octet_by_octet:
            return self.socket.sendall(octets)
        for at in range(len(octets)):
            self.socket.sendall(octets[at : at + 1])
        return None

    def line(self):
        try:
            line = self.file.readline()
        except ConnectionError:
            line = b""
        return line.decode().rstrip("\r\n") if line else "(end)"

    def rest(self):
        """All lines until the relay closes."""
        return list(iter(self.line, "(end)"))

    def close(self):
        self.file.close()
        self.socket.close()


def with_case_of(text, model):
    return "".join(x.upper() if y.isupper() else x for x, y in zip(text, model))


class Names:
    """Users of this run instead of those of the transcript."""

    def __init__(self, *names):
        self.real = {name: next(FRESH) for name in names}

    def address(self, name):
        return f"{self.real.get(name, name)}@{DOMAIN}"

    def secret(self, name, password=PASSWORD):
        return base64.b64encode(f"\0{self.address(name)}\0{password}".encode()).decode()

    def replaced(self, text):
        for name, real in self.real.items():
            text = re.sub(name, lambda m: with_case_of(real, m.group()), text, flags=re.IGNORECASE)
        return text

    def restored(self, text):
        for name, real in self.real.items():
            text = text.replace(real, name)
        return text


class Imap:
    """A conversation of one or two clients ("C:"/"S:", "C2:"/"S2:") with the relay, as
    tests/imap/transcript.h plays it with a relay whose clock stands still."""

    WRITTEN_SECRET = "AGFubmFubmFubkByZWxheS50ZXN0AGEgcGFzc3dvcmQ="
    WRITTEN_DATE = " 2-Jan-2026 03:04:05 +0000"  # of what is delivered now

    def __init__(self, relay, steps):
        self.relay = relay
        self.is_plain = "PLAIN" in steps
        self.steps = [step for step in steps if step != "PLAIN"]
        self.names = Names("annannann")
        self.lines = {}
        self.first_validity = self.uid_validity()

    def uid_validity(self):
        """Of the INBOX, which is made for this."""
        with self.relay.imap(self.names.address("annannann"), PASSWORD) as client:
            answer = client.status("INBOX", "(UIDVALIDITY)")[1][0]
        return int(re.search(rb"UIDVALIDITY (\d+)", answer).group(1))

    def is_simple(self):
        """Whether all its commands may be sent at once."""
        return not self.is_plain and all(re.match("C: |S: |LF: ", step) for step in self.steps)

    def line(self, who="1"):
        if who not in self.lines:
            self.lines[who] = Line(self.relay, "imap" if self.is_plain else "imaps")
        return self.lines[who]

    def sent(self, step):
        who, text = step.split(": ", 1)
        text = text.replace(self.WRITTEN_SECRET, self.names.secret("annannann"))
        text = re.sub(" ON 2-Jan-2026", time.strftime(" ON %-d-%b-%Y", time.gmtime()), text)
        return (self.names.replaced(text) + ("\n" if who == "LF" else "\r\n")).encode()

    def heard(self, line):
        def validity(found):
            return f"{found[1]} {int(found[2]) - self.first_validity + 1}"

        line = re.sub(r"(UIDVALIDITY|APPENDUID|COPYUID) (\d+)", validity, line)
        return re.sub(r'(?<=INTERNALDATE ")[^"]*', self.date, self.names.restored(line))

    def date(self, found):
        parsed = imaplib.Internaldate2tuple(f'INTERNALDATE "{found[0]}"'.encode())
        is_now = abs(time.mktime(parsed) - time.time()) < 3600
        return self.WRITTEN_DATE if is_now else found[0]

    def play(self, octet_by_octet=False):
        """What really happened, step by step."""
        seen = [self.played(step, octet_by_octet) for step in self.steps]
        for who, line in self.lines.items():
            # Nothing may come that the transcript does not know.
            seen += [f"unexpected, to {who}: {one}" for one in self.ending(who, line)]
            line.close()
        return seen

    def ending(self, who, line):
        """What the relay says until it closes, or else before it answers one more command."""
        prefix = "S" + who.replace("1", "") + ": * BYE"
        if any(step.startswith(prefix) for step in self.steps):
            return line.rest()
        line.send(b"zz NOOP\r\n")
        said = []
        while not said or said[-1] != "(end)":
            one = line.line()
            if one.startswith("zz OK"):
                return said
            said.append(one)
        return said

    def played(self, step, octet_by_octet):
        if step == "TLS":
            self.line().begin_tls()
            return step
        line = self.line("2" if step[1] == "2" else "1")
        if step.startswith("S"):
            return step.split(": ")[0] + ": " + self.heard(line.line())
        line.send(self.sent(step), octet_by_octet)
        return step

    def answers(self, *cuts):
        """What the relay says when the commands come at once, or in pieces between the cuts."""
        words = b"".join(self.sent(step) for step in self.steps if not step.startswith("S"))
        return [self.heard(line) for line in pieces(self.relay, "imaps", words, cuts)]

    def expected(self):
        return [step[3:] for step in self.steps if step.startswith("S")]

    def length(self):
        return sum(len(self.sent(step)) for step in self.steps if not step.startswith("S"))


def with_real_limits(steps):
    """The unit tests set limits lower than an operator can: 5000 octets and three recipients."""
    for at, step in enumerate(steps):
        if step.startswith("C: RCPT") and "too many recipients" in steps[at + 1]:
            yield from steps[at - 2 : at] * (SMTP_SETTINGS["max_recipients"] - 3)
        for written, real in (("5000", 0), ("5001", 1)):
            size = str(SMTP_SETTINGS["max_message_size"] + real)
            step = re.sub(rf"(SIZE[ =]|long ){written}\b", rf"\g<1>{size}", step)
        yield step


class Smtp:
    """A conversation as tests/smtp/tst_transcripts.cpp plays it."""

    def __init__(self, relay, steps):
        self.relay = relay
        self.steps = list(with_real_limits(steps))
        self.names = Names("annannann", "bobbobbob")
        self.together = b""
        self.port = {"T:": "smtps", "R:": "smtp"}.get(steps[0], "submission")

    def sent(self, text):
        kinds = {
            "plain": lambda value: self.names.secret(value),
            "base64": lambda value: base64.b64encode(self.names.replaced(value).encode()).decode(),
            "message": self.message,
            "long": lambda value: "x" * int(value),
        }
        found = re.search(r"\{(plain|base64|message|long) ([^}]*)\}", text)
        text = self.names.replaced(text)
        if found:
            text = text[: found.start()] + kinds[found[1]](found[2]) + text[found.end() :]
        return text.encode() + b"\r\n"

    def message(self, sender):
        owner = sender if "@" in sender else self.names.address(sender)
        return mail.encrypted(owner, "transcript").decode().removesuffix("\r\n")

    def play(self, octet_by_octet=False):
        line = Line(self.relay, self.port)
        seen = [self.played(line, step, octet_by_octet) for step in self.steps]
        line.close()
        return seen

    def played(self, line, step, octet_by_octet):
        if step == "T:" and self.steps.index(step) > 0:
            line.begin_tls()
        kind, _, text = step.partition(": ")
        if kind == "A":
            self.relay.imap(self.names.address(text), PASSWORD).logout()
        elif kind == "I":
            return self.inbox(*text.split())
        elif kind == "S":
            return "S: " + self.names.restored(line.line())
        elif kind in ("P", "C"):
            self.together += self.sent(text)
        if kind == "C":
            line.send(self.together, octet_by_octet)
            self.together = b""
        return step

    def inbox(self, user, count):
        """Waits until there are as many messages; bounces take a moment."""
        with self.relay.imap(self.names.address(user), PASSWORD) as client:

            def messages():
                return int(client.select("INBOX")[1][0])

            self.relay.wait_for(lambda: messages() >= int(count), f"{count} messages of {user}")
            return f"I: {user} {messages()}"

    def answers(self, *cuts):
        words = b"".join(self.sent(step[3:]) for step in self.steps if step.startswith("C: "))
        return [self.names.restored(x) for x in pieces(self.relay, self.port, words, cuts)]

    def expected(self):
        heard = [step[3:] for step in self.steps if step.startswith("S: ")]
        return [line for line in heard if line != "(end)"]

    def length(self):
        return sum(len(self.sent(step[3:])) for step in self.steps if step.startswith("C: "))


def pieces(relay, port, words, cuts):
    """All that is said to `words`, sent piece by piece."""
    line = Line(relay, port)
    for begin, end in zip((0, *cuts), (*cuts, len(words))):
        line.send(words[begin:end])
    said = line.rest()
    line.close()
    return said
