# SPDX-License-Identifier: GPL-3.0-or-later
"""One SMTP conversation as a server told to behave in some way has it."""

import asyncio
import contextlib
import dataclasses
import time

# The stages of a conversation are: greeting, ehlo, starttls, handshake, again (the EHLO after TLS
# has begun), mail, rcpt, data, text (within the message), end.
USUAL = {
    "greeting": "220 mx.test ESMTP",
    "starttls": "220 2.0.0 go ahead",
    "mail": "250 2.1.0 ok",
    "rcpt": "250 2.1.5 ok",
    "data": "354 end with a dot",
    "end": "250 2.0.0 taken",
}
EXTENSIONS = ("PIPELINING", "8BITMIME", "SIZE 31457280", "ENHANCEDSTATUSCODES")
LONGEST_LINE = 64 * 1024


@dataclasses.dataclass
class Behaviour:
    """How a server differs from a good one."""

    certificate: str = ""  # a file with key and certificates; empty: offers no TLS
    extensions: tuple = EXTENSIONS
    answers: dict = dataclasses.field(default_factory=dict)  # stage: reply instead of the usual
    refused: dict = dataclasses.field(default_factory=dict)  # recipient: reply
    hangs_at: str = ""  # a stage
    closes_at: str = ""  # a stage
    in_fragments: bool = False  # one octet at a time
    is_old_tls: bool = False  # nothing newer than TLS 1.1
    injects: str = ""  # sent in clear together with the answer to STARTTLS
    messages_per_connection: int = 0  # then 421; 0: any number
    greylists: bool = False  # takes each recipient only when it is named again
    greylisted: set = dataclasses.field(default_factory=set)


@dataclasses.dataclass
class Delivery:
    """A message as it was taken: what lies between DATA and the dot, without dot-stuffing."""

    server: str
    sender: str
    recipients: list
    text: bytes
    at: float
    was_encrypted: bool
    connection: int

    @property
    def message_id(self):
        """The part before the @."""
        return self.text.partition(b"Message-ID: <")[2].partition(b"@")[0].decode()


class Gone(Exception):
    """The conversation is over."""


class Conversation:
    """One connection of a peer."""

    def __init__(self, servers, name, behaviour, context, reader, writer):
        self.servers = servers
        self.name = name
        self.behaviour = behaviour
        self.context = context
        self.reader = reader
        self.writer = writer
        self.number = servers.connections + 1
        self.is_encrypted = False
        self.taken = 0
        self.reset()

    def reset(self):
        self.sender = None
        self.recipients = []

    async def run(self):
        await self.answer("greeting")
        while True:
            line = await self.reader.readline()
            if not line.endswith(b"\r\n"):
                raise Gone
            await self.command(line[:-2].decode("latin-1"))
            if not self.has_input():
                await self.writer.drain()

    def has_input(self):
        return bool(self.reader._buffer)  # answers to pipelined commands leave together

    async def command(self, line):
        verb, _, rest = line.partition(" ")
        verb = verb.upper()
        if verb == "EHLO":
            await self.say_hello()
        elif verb == "STARTTLS" and self.context and not self.is_encrypted:
            await self.begin_tls()
        elif verb == "MAIL":
            await self.begin_message(address_in(rest))
        elif verb == "RCPT":
            await self.add_recipient(address_in(rest))
        elif verb == "DATA":
            await self.take_message()
        elif verb in ("RSET", "NOOP"):
            self.reset()
            await self.say("250 2.0.0 ok")
        elif verb == "QUIT":
            await self.say("221 2.0.0 bye")
            await self.writer.drain()
            raise Gone
        else:
            await self.say("502 5.5.2 unknown")

    async def say_hello(self):
        words = list(self.behaviour.extensions)
        if self.context and not self.is_encrypted:
            words.append("STARTTLS")
        lines = ["mx.test", *words]
        usual = "\r\n".join("250-" + line for line in lines[:-1]) + f"\r\n250 {lines[-1]}"
        await self.answer("again" if self.is_encrypted else "ehlo", usual.removeprefix("\r\n"))

    async def begin_tls(self):
        reply = await self.answer("starttls", end=self.behaviour.injects)
        await self.writer.drain()
        if not reply.startswith("2"):
            return
        await self.come_to("handshake")
        await self.writer.start_tls(self.context, ssl_handshake_timeout=60)
        self.is_encrypted = True
        self.reset()

    async def begin_message(self, sender):
        if self.taken and self.taken == self.behaviour.messages_per_connection:
            await self.say("421 4.7.0 enough")
            await self.writer.drain()
            raise Gone
        self.reset()
        if (await self.answer("mail")).startswith("2"):
            self.sender = sender

    async def add_recipient(self, recipient):
        if self.sender is None:
            return await self.say("503 5.5.1 MAIL first")
        if reply := self.behaviour.refused.get(recipient):
            return await self.say(reply)
        if self.behaviour.greylists and recipient not in self.behaviour.greylisted:
            self.behaviour.greylisted.add(recipient)
            return await self.say("451 4.7.1 greylisted, try again later")
        if (await self.answer("rcpt")).startswith("2"):
            self.recipients.append(recipient)

    async def take_message(self):
        if not self.recipients:
            return await self.say("554 5.5.1 no valid recipients")
        if not (await self.answer("data")).startswith("3"):
            return
        await self.writer.drain()
        lines = []
        while (line := await self.reader.readline()) != b".\r\n":
            if not line.endswith(b"\n"):
                raise Gone
            lines.append(line.removeprefix(b"."))
            await self.come_to("text")
        await self.finish_message(b"".join(lines))

    async def finish_message(self, text):
        reply = self.behaviour.answers.get("end", USUAL["end"])
        if reply.startswith("2") and not self.breaks_at("end"):
            self.taken += 1
            self.servers.deliveries.append(
                Delivery(
                    self.name,
                    self.sender,
                    self.recipients,
                    text,
                    time.monotonic(),
                    self.is_encrypted,
                    self.number,
                )
            )
        self.reset()
        await self.answer("end")

    def breaks_at(self, stage):
        return stage in (self.behaviour.hangs_at, self.behaviour.closes_at)

    async def come_to(self, stage):
        self.servers.note_stage(self.name, stage)
        if self.behaviour.closes_at == stage:
            raise Gone
        if self.behaviour.hangs_at == stage:
            with contextlib.suppress(ValueError):
                while await self.reader.read(LONGEST_LINE):
                    pass
            raise Gone

    async def answer(self, stage, usual=None, end=""):
        await self.come_to(stage)
        reply = self.behaviour.answers.get(stage, usual or USUAL.get(stage))
        await self.say(reply, end)
        return reply

    async def say(self, reply, end=""):
        octets = (reply + "\r\n" + end).encode("latin-1")
        if not self.behaviour.in_fragments:
            self.writer.write(octets)
            return
        for at in range(len(octets)):
            if at:
                await asyncio.sleep(0.001)
            # No wait after the last octet: what comes next may belong to TLS.
            self.writer.write(octets[at : at + 1])


def address_in(text):
    return text.partition("<")[2].partition(">")[0]
