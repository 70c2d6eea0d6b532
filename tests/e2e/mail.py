# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages as chat apps send them: PGP/MIME, well-formed to the last octet, encrypting nothing."""

import base64
import os
import textwrap


def packet(tag, body):
    """One OpenPGP packet, new format, five-octet length (RFC 4880 section 4.2.2.3)."""
    return bytes([0xC0 | tag, 0xFF]) + len(body).to_bytes(4, "big") + body


def crc24(octets):
    """RFC 4880 section 6.1."""
    crc = 0xB704CE
    for octet in octets:
        crc ^= octet << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    return crc & 0xFFFFFF


def armor(octets):
    lines = textwrap.wrap(base64.b64encode(octets).decode(), 64)
    checksum = "=" + base64.b64encode(crc24(octets).to_bytes(3, "big")).decode()
    return "\r\n".join(
        ["-----BEGIN PGP MESSAGE-----", "", *lines, checksum, "-----END PGP MESSAGE-----", ""]
    )


def encrypted(sender, name, size=200):
    """A message of random octets that has the form of an encrypted one."""
    octets = packet(1, b"\x03" + os.urandom(60)) + packet(18, b"\x01" + os.urandom(size))
    return "\r\n".join(
        [
            f"From: <{sender}>",
            'To: "hidden-recipients": ;',
            "Subject: [...]",
            "Date: Mon, 01 Jan 2024 10:00:00 +0000",
            f"Message-ID: <{name}@localhost>",
            "Chat-Version: 1.0",
            "MIME-Version: 1.0",
            'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"',
            "",
            "--b",
            "Content-Type: application/pgp-encrypted",
            "",
            "Version: 1",
            "",
            "--b",
            'Content-Type: application/octet-stream; name="encrypted.asc"',
            "",
            armor(octets) + "--b--",
            "",
        ]
    ).encode()


def plain(sender, name):
    """What a relay must refuse."""
    return (
        f"From: <{sender}>\r\nTo: <{sender}>\r\nSubject: hello\r\n"
        f"Message-ID: <{name}@localhost>\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
    ).encode()
