# SPDX-License-Identifier: GPL-3.0-or-later
"""Sockets that check every octet the relay says by the grammars of the strictest clients."""

import imaplib
import smtplib
import socket
import ssl

import strict_imap
import strict_smtp
import strict_words

FAULTS = []  # also those that a thread or a library kept to itself


def check():
    """Fails when anything was said that no app could read."""
    faults = FAULTS[:]
    FAULTS.clear()
    assert not faults, faults


class Listener:
    """What both kinds of socket have in common. The protocol shows in the first words: an SMTP
    reply begins with three digits, a web server's with its name, a TLS record with a control
    character; all else is IMAP."""

    ear = None
    is_deaf = False
    first_words = b""
    asked_first = b""

    def asks(self, octets):
        if self.ear:
            self.ear.asks(octets)
        elif not self.is_deaf:
            self.asked_first = (self.asked_first + bytes(octets[:4096]))[-5000:]

    def hears(self, octets):
        if self.is_deaf or not octets:
            return
        octets = bytes(octets)
        try:
            if not self.ear:
                octets = self.first_words + octets
                self.first_words = octets
                self.choose_ear(octets)
            if self.ear:
                self.ear.hears(octets)
        except strict_words.Violation as violation:
            FAULTS.append(str(violation))
            raise

    def choose_ear(self, octets):
        if octets[0] < 32 or octets[:4] == b"HTTP"[: len(octets)]:
            self.is_deaf = octets[0] < 32 or len(octets) >= 4
        elif len(octets) >= 4:
            is_smtp = octets[:3].isdigit() and octets[3:4] in b" -"
            self.ear = strict_smtp.Ear() if is_smtp else strict_imap.Ear()
            self.ear.asks(self.asked_first)


class SecureSocket(Listener, ssl.SSLSocket):
    """The contexts of `any_certificate` make these."""

    def read(self, len=1024, buffer=None):  # the names of the base class
        result = super().read(len, buffer)
        self.hears(result if buffer is None else memoryview(buffer)[:result])
        return result

    def send(self, data, flags=0):
        self.asks(data)
        return super().send(data, flags)


class PlainSocket(Listener, socket.socket):
    """Before STARTTLS, after which another one begins."""

    def recv(self, *arguments):
        octets = super().recv(*arguments)
        self.hears(octets)
        return octets

    def recv_into(self, buffer, *arguments):
        count = super().recv_into(buffer, *arguments)
        self.hears(memoryview(buffer)[:count])
        return count

    def send(self, data, *arguments):
        self.asks(data)
        return super().send(data, *arguments)

    def sendall(self, data, *arguments):
        self.asks(data)
        return super().sendall(data, *arguments)


def connect(host, port, timeout):
    """A connection without TLS."""
    connection = PlainSocket()
    try:
        connection.settimeout(timeout)
        connection.connect((host, port))
    except BaseException:
        connection.close()
        raise
    return connection


class PlainImap(imaplib.IMAP4):
    """For 143, until STARTTLS."""

    def _create_socket(self, timeout):
        return connect(self.host, self.port, timeout)


class PlainSmtp(smtplib.SMTP):
    """For 587 and 25, until STARTTLS."""

    def _get_socket(self, host, port, timeout):
        return connect(host, port, timeout)
