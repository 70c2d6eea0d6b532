# SPDX-License-Identifier: GPL-3.0-or-later
"""The one form of SMTP replies that chat apps read (RFC 5321 4.2, protocol.md B4)."""

import re

from strict_words import Violation

LONGEST = 512  # octets of a line with its end (RFC 5321 4.5.3.1.5)
LINE = re.compile(rb"([2-5][0-5][0-9])([ -])([\x20-\x7e\t]*)\r\n")


class Ear:
    """Hears a whole connection."""

    def __init__(self):
        self.pending = b""
        self.code = None  # of the reply that goes on

    def asks(self, octets):
        """Whatever the client says, replies have one form."""

    def hears(self, octets):
        *lines, self.pending = (self.pending + octets).split(b"\n")
        for line in lines:
            self.read(line + b"\n")
        if len(self.pending) >= LONGEST:
            raise Violation(f"a reply without end: {self.pending[:100]!r}")

    def read(self, line):
        found = LINE.fullmatch(line)
        if not found:
            raise Violation(f"no SMTP reply: {line!r}")
        if len(line) > LONGEST:
            raise Violation(f"a reply of {len(line)} octets: {line[:100]!r}")
        code, separator, _ = found.groups()
        if self.code and code != self.code:
            raise Violation(f"{self.code!r} is followed by {line!r}")
        self.code = code if separator == b"-" else None
