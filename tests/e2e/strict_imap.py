# SPDX-License-Identifier: GPL-3.0-or-later
"""The grammar by which the strictest chat apps read IMAP (protocol.md A9-A16): a response that it
does not know costs them the connection. It reads a stream piece by piece, as it comes."""

import re

from strict_fetch import FetchItems
from strict_words import ATOM, MOST_32, MOST_64, UPPER, Incomplete

TAG = re.compile(rb'[^\x00-\x20\x7f-\xff(){%*"\\\]+]+')
TEXT = re.compile(rb"[\x01-\x09\x0b\x0c\x0e-\x7f]*")
CODE_TEXT = re.compile(rb"[\x01-\x09\x0b\x0c\x0e-\x5c\x5e-\x7f]+")
UIDS = re.compile(rb"[1-9][0-9]*(?::[1-9][0-9]*)?(?:,[1-9][0-9]*(?::[1-9][0-9]*)?)*")
STATUS_ITEMS = (b"MESSAGES", b"RECENT", b"UIDNEXT", b"UIDVALIDITY", b"UNSEEN")
# May be said to those who asked for them only.
TO_BE_ASKED_FOR = (b"NAMESPACE", b"SIZE")
SHORT = 100  # octets of what is remembered as proven, and how many of these


class Response(FetchItems):
    """One response of the relay."""

    def read(self):
        """Goes to the end of the response."""
        if self.peek() == b"+":
            self.take(b"+ ")
            self.run(TEXT, "7-bit text")
        elif self.peek() == b"*":
            self.take(b"* ")
            self.untagged()
        else:
            self.run(TAG, "a tag")
            self.take(b" ")
            self.status(self.run(UPPER, "OK, NO or BAD"), (b"OK", b"NO", b"BAD"))
        self.take(b"\r\n")

    def untagged(self):
        if self.peek().isdigit():
            return self.numbered()
        name = self.run(UPPER, "the name of a response")
        data = {
            b"CAPABILITY": self.capabilities,
            b"ENABLED": self.enabled,
            b"FLAGS": lambda: (self.take(b" "), self.flags()),
            b"LIST": self.mailbox,
            b"LSUB": self.mailbox,
            b"STATUS": self.mailbox_status,
            b"SEARCH": self.search,
            b"METADATA": self.metadata,
            b"QUOTA": self.quota,
            b"QUOTAROOT": self.quota_root,
            b"ID": self.identity,
        }
        if name in data:
            return data[name]()
        if name == b"NAMESPACE" and name in self.asked:
            return self.namespaces()
        return self.status(name, (b"OK", b"NO", b"BAD", b"BYE", b"PREAUTH"))

    def numbered(self):
        start = self.at
        self.number()
        is_zero = self.octets[start : self.at] == b"0"
        self.take(b" ")
        name = self.run(UPPER, "the name of a response")
        if name not in (b"EXISTS", b"RECENT", b"EXPUNGE", b"FETCH"):
            self.fail(f"a response that apps know instead of {name!r}")
        if is_zero and name in (b"EXPUNGE", b"FETCH"):
            self.fail("a sequence number")
        if name == b"FETCH":
            self.take(b" ")
            self.listed(self.fetch_item)

    def status(self, name, names):
        if name not in names:
            self.fail(f"one of {names} instead of {name!r}")
        self.take(b" ")
        if self.is_next(b"["):
            self.code()
            self.take(b"] ")
        if not self.run(TEXT, "7-bit text"):
            self.fail("a text")

    def code(self):
        name = self.run(ATOM, "a response code")
        numbers = (b"UIDVALIDITY", b"UIDNEXT", b"UNSEEN", b"HIGHESTMODSEQ")
        if name == b"CAPABILITY":
            return self.capabilities()
        if self.peek() == b"]":
            if name in numbers:
                self.fail("a number")
            return None
        self.take(b" ")
        if name in numbers:
            return self.number(1, MOST_64 if name == b"HIGHESTMODSEQ" else MOST_32)
        if name == b"PERMANENTFLAGS":
            return self.listed(self.permanent_flag, may_be_empty=True)
        if name == b"BADCHARSET":
            return self.listed(self.astring)
        if name in (b"APPENDUID", b"COPYUID"):
            self.number(1)
            for _ in range(1 if name == b"APPENDUID" else 2):
                self.take(b" ")
                self.run(UIDS, "UIDs")
            return None
        return self.run(CODE_TEXT, "what belongs to the code")

    def capabilities(self):
        names = []
        while self.is_next(b" "):
            names.append(self.run(ATOM, "a capability"))
        if b"IMAP4rev1" not in names:
            self.fail("IMAP4rev1 among the capabilities")

    def enabled(self):
        while self.is_next(b" "):
            self.run(ATOM, "a capability")

    def mailbox(self):
        self.take(b" ")
        self.flags()
        self.take(b" ")
        self.nil_or(self.delimiter)
        self.take(b" ")
        self.astring()

    def delimiter(self):
        start = self.at
        self.quoted()
        if len(self.octets[start : self.at].replace(b"\\", b"", 1)) != 3:
            self.fail("a delimiter of one character")

    def namespaces(self):
        def one():
            self.take(b"(")
            self.string()
            self.take(b" ")
            self.nil_or(self.delimiter)
            self.take(b")")

        for _ in range(3):
            self.take(b" ")
            self.nil_or(lambda: self.listed(one))

    def mailbox_status(self):
        def item():
            name = self.run(UPPER, "an item of STATUS")
            if name not in (*STATUS_ITEMS, b"HIGHESTMODSEQ"):
                if name != b"SIZE" or name not in self.asked:
                    self.fail(f"an item of STATUS that apps know instead of {name!r}")
            self.take(b" ")
            self.number(most=MOST_32 if name in STATUS_ITEMS else MOST_64)

        self.take(b" ")
        self.astring()
        self.take(b" ")
        self.listed(item)

    def search(self):
        while self.is_next(b" "):
            if self.peek() == b"(":
                self.take(b"(MODSEQ ")
                self.number(1, MOST_64)
                return self.take(b")")
            self.number(1)
        return None

    def metadata(self):
        def entry():
            self.astring()
            self.take(b" ")
            self.nstring()

        self.take(b" ")
        self.quoted()
        self.take(b" ")
        self.listed(entry)

    def quota(self):
        def resource():
            self.run(ATOM, "a resource")
            for _ in range(2):
                self.take(b" ")
                self.number(most=MOST_64)

        self.take(b" ")
        self.astring()
        self.take(b" ")
        self.listed(resource, may_be_empty=True)

    def quota_root(self):
        self.take(b" ")
        self.astring()
        while self.is_next(b" "):
            self.astring()

    def identity(self):
        def pair():
            self.string()
            self.take(b" ")
            self.nstring()

        self.take(b" ")
        self.nil_or(lambda: self.listed(pair))

class Ear:
    """Hears a connection: `asks` is told what the client says, `hears` what the relay says."""

    def __init__(self):
        self.pending = bytearray()
        self.wanted = 0  # octets of `pending`, before it is worth a look
        self.asked = set()
        self.last_words = b""
        self.proven = set()  # short responses that were read before

    def asks(self, octets):
        self.last_words = (self.last_words + bytes(octets[:4096]).upper())[-5000:]
        self.asked.update(word for word in TO_BE_ASKED_FOR if word in self.last_words)

    def hears(self, octets):
        self.pending += octets
        if len(self.pending) < self.wanted:
            return
        at, end, self.wanted = 0, self.pending.rfind(b"\n") + 1, 0
        try:
            while at < end:
                at = self.end_of_response(at, end)
        except Incomplete as more:
            self.wanted = max(0, more.wanted - at)
        del self.pending[:at]

    def end_of_response(self, at, end):
        end_of_line = self.pending.find(b"\n", at) + 1
        line = bytes(self.pending[at : min(end_of_line, at + SHORT)])
        if line in self.proven:
            return end_of_line
        response = Response(self.pending, at, end, self.asked)
        response.read()
        if response.at == end_of_line and len(line) < SHORT and len(self.proven) < SHORT:
            self.proven.add(line)
        return response.at
