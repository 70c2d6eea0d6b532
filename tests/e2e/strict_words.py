# SPDX-License-Identifier: GPL-3.0-or-later
"""The pieces of the grammar that strict_imap.py reads (RFC 3501 section 9)."""

import re

MOST_32 = 2**32 - 1
MOST_64 = 2**63 - 1
ATOM = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\\]]+')
ASTRING = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\]+')
QUOTED = re.compile(rb'(?:[\x01-\x09\x0b\x0c\x0e-\x21\x23-\x5b\x5d-\x7f]|\\["\\])*')
DIGITS = re.compile(rb"[0-9]+")
UPPER = re.compile(rb"[A-Z0-9.]+")
MOST_LITERAL = 512 * 1024 * 1024  # what an app holds of one response (protocol.md A17)


class Violation(AssertionError):
    """The relay said what no chat app could read."""


class Incomplete(Exception):
    """So far everything is right, and there must be more: up to `wanted`, if that is known."""

    def __init__(self, wanted=0):
        super().__init__()
        self.wanted = wanted


class Words:
    """Reads the pieces that responses are made of from `octets`, from `at` to `end`, which is the
    end of a line. `asked`: what the client asked for by name."""

    def __init__(self, octets, at, end, asked):
        self.octets, self.at, self.end, self.asked = octets, at, end, asked

    def fail(self, wanted):
        raise Violation(f"{wanted} expected at {bytes(self.octets[self.at : self.at + 60])!r}")

    def peek(self):
        if self.at >= self.end:
            raise Incomplete
        return self.octets[self.at : self.at + 1]

    def take(self, wanted):
        self.peek()
        if not self.octets.startswith(wanted, self.at, self.end):
            self.fail(repr(wanted))
        self.at += len(wanted)

    def is_next(self, wanted):
        if self.peek() != wanted:
            return False
        self.at += 1
        return True

    def run(self, pattern, wanted):
        self.peek()
        found = pattern.match(self.octets, self.at, self.end)
        if not found:
            self.fail(wanted)
        self.at = found.end()
        return bytes(found.group())

    def number(self, least=0, most=MOST_32):
        digits = self.run(DIGITS, "a number")
        if not least <= int(digits) <= most or len(digits) > 19:
            self.fail(f"a number from {least} to {most} instead of {digits!r}")

    def quoted(self, pattern=QUOTED):
        self.take(b'"')
        self.run(pattern, "quoted text")
        self.take(b'"')

    def string(self):
        if self.peek() != b"{":
            return self.quoted()
        self.take(b"{")
        octets = int(self.run(DIGITS, "the size of a literal"))
        if octets > MOST_LITERAL:
            self.fail("a literal that an app can hold")
        self.take(b"}\r\n")
        self.at += octets
        if self.at >= self.end:
            raise Incomplete(self.at)

    def nil_or(self, value):
        if self.peek() == b"N":
            return self.take(b"NIL")
        return value()

    def nstring(self):
        self.nil_or(self.string)

    def astring(self):
        if self.peek() in b'"{':
            return self.string()
        return self.run(ASTRING, "a name")

    def listed(self, item, may_be_empty=False):
        self.take(b"(")
        if self.peek() == b")" and may_be_empty:
            return self.take(b")")
        item()
        while not self.is_next(b")"):
            self.take(b" ")
            item()

    def flag(self):
        self.is_next(b"\\")
        self.run(ATOM, "a flag")

    def permanent_flag(self):
        self.is_next(b"\\")
        if not self.is_next(b"*"):
            self.run(ATOM, "a flag")

    def flags(self):
        self.listed(self.flag, may_be_empty=True)
