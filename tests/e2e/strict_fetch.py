# SPDX-License-Identifier: GPL-3.0-or-later
"""What may stand in a FETCH response, for strict_imap.py (RFC 3501 section 7.4.2)."""

import re

from strict_words import MOST_64, UPPER, Words

DATE = re.compile(
    rb"[ 1-3][0-9]-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{4}"
    rb" [0-2][0-9]:[0-5][0-9]:[0-6][0-9] [+-][0-9]{4}"
)
SECTION = re.compile(rb"(?:[1-9][0-9]*(?:\.[1-9][0-9]*)*)?")
FIELDS = (b"HEADER.FIELDS", b"HEADER.FIELDS.NOT")


class FetchItems(Words):
    """The items of FETCH that apps know (protocol.md A12)."""

    def fetch_item(self):
        name = self.run(UPPER, "an item of FETCH")
        if name == b"BODY" and self.peek() == b"[":
            self.section()
            name = b"RFC822"
        self.take(b" ")
        items = {
            b"UID": lambda: self.number(1),
            b"FLAGS": self.flags,
            b"INTERNALDATE": lambda: self.quoted(DATE),
            b"RFC822.SIZE": self.number,
            b"MODSEQ": lambda: self.listed(lambda: self.number(1, MOST_64)),
            b"ENVELOPE": self.envelope,
            b"BODY": lambda: self.structure(is_extended=False),
            b"BODYSTRUCTURE": lambda: self.structure(is_extended=True),
            b"RFC822": self.nstring,
            b"RFC822.HEADER": self.nstring,
            b"RFC822.TEXT": self.nstring,
        }
        if name not in items:
            self.fail(f"an item of FETCH that apps know instead of {name!r}")
        items[name]()

    def section(self):
        self.take(b"[")
        part = self.run(SECTION, "a section")
        if part:
            self.is_next(b".")
        if self.peek() != b"]":
            name = self.run(UPPER, "a section")
            if name in FIELDS:
                self.take(b" ")
                self.listed(self.astring)
            elif name not in (b"HEADER", b"TEXT") and not (name == b"MIME" and part):
                self.fail("a section that apps know")
        self.take(b"]")
        if self.is_next(b"<"):
            self.number()
            self.take(b">")

    def envelope(self):
        def address():
            self.take(b"(")
            self.nstring()
            for _ in range(3):
                self.take(b" ")
                self.nstring()
            self.take(b")")

        def addresses():
            self.take(b"(")
            address()
            while not self.is_next(b")"):
                address()

        self.take(b"(")
        self.nstring()
        self.take(b" ")
        self.nstring()
        for _ in range(6):
            self.take(b" ")
            self.nil_or(addresses)
        for _ in range(2):
            self.take(b" ")
            self.nstring()
        self.take(b")")

    def structure(self, is_extended):
        self.take(b"(")
        if self.peek() == b"(":
            while self.peek() == b"(":
                self.structure(is_extended)
            self.take(b" ")
            self.string()
            if is_extended and self.is_next(b" "):
                self.parameters()
                self.extensions()
        else:
            self.single_part(is_extended)
            if is_extended and self.is_next(b" "):
                self.nstring()  # the checksum
                self.extensions()
        self.take(b")")

    def single_part(self, is_extended):
        start = self.at
        self.string()
        self.take(b" ")
        self.string()
        kind = self.octets[start : self.at].upper()
        self.take(b" ")
        self.parameters()
        for value in (self.nstring, self.nstring, self.string, self.number):
            self.take(b" ")
            value()
        if kind == b'"MESSAGE" "RFC822"':
            for value in (self.envelope, lambda: self.structure(is_extended), self.number):
                self.take(b" ")
                value()
        elif kind.startswith(b'"TEXT"'):
            self.take(b" ")
            self.number()

    def parameters(self):
        def pair():
            self.string()
            self.take(b" ")
            self.string()

        self.nil_or(lambda: self.listed(pair))

    def extensions(self):
        """Disposition, languages and location."""

        def disposition():
            self.take(b"(")
            self.string()
            self.take(b" ")
            self.parameters()
            self.take(b")")

        def languages():
            return self.listed(self.string) if self.peek() == b"(" else self.nstring()

        for value in (lambda: self.nil_or(disposition), languages, self.nstring):
            self.take(b" ")
            value()
