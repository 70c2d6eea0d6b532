# SPDX-License-Identifier: GPL-3.0-or-later
"""The transcripts of tests/data, which hold every command of a mail client, against the running
relay: line by line, octet by octet, all at once, and cut in two at every octet. What the relay says
is checked by the strictest client's grammar as well (strict_imap.py, strict_smtp.py)."""

import socket
import unittest

from relay import HOST, Relay
from transcripts import DOMAIN, SMTP_SETTINGS, Imap, Smtp, lines_of, names_of

IMAP_COMMANDS = """CAPABILITY NOOP LOGOUT STARTTLS AUTHENTICATE LOGIN ID ENABLE SELECT EXAMINE CREATE
    DELETE RENAME SUBSCRIBE UNSUBSCRIBE LIST LSUB STATUS APPEND NAMESPACE CHECK CLOSE UNSELECT EXPUNGE
    SEARCH FETCH STORE COPY MOVE IDLE DONE GETQUOTAROOT GETQUOTA SETQUOTA GETMETADATA SETMETADATA
    UID.FETCH UID.STORE UID.COPY UID.MOVE UID.SEARCH UID.EXPUNGE""".split()
SMTP_COMMANDS = "EHLO HELO STARTTLS AUTH MAIL RCPT DATA RSET NOOP HELP VRFY EXPN QUIT".split()
# What these throw away at STARTTLS must have come before it.
IN_ONE_PIECE = ("starttls_injection", "relay_order")


class Transcripts:
    """What both protocols have in common."""

    def check(self, name, octet_by_octet=False):
        with self.subTest(transcript=name, octet_by_octet=octet_by_octet):
            player = self.kind(self.relay, lines_of(self.protocol, name))
            self.assertEqual(player.play(octet_by_octet), player.steps)

    def test_line_by_line(self):
        for name in names_of(self.protocol):
            self.check(name)

    def test_octet_by_octet(self):
        for name in names_of(self.protocol):
            if name not in IN_ONE_PIECE:
                self.check(name, octet_by_octet=True)

    def test_cut_in_two_at_every_octet(self):
        player = self.kind(self.relay, lines_of(self.protocol, self.sample))
        expected = player.expected()
        self.assertGreater(player.length(), 120)
        for cut in range(1, player.length()):
            with self.subTest(cut=cut):
                self.assertEqual(player.answers(cut), expected)

    def check_commands(self, commands, verb):
        """Each is in a transcript, where its answer stands, too."""
        steps = [step for name in names_of(self.protocol) for step in lines_of(self.protocol, name)]
        said = {verb(step).upper() for step in steps if step[0] in "CPL" and ": " in step}
        self.assertEqual([one for one in commands if one not in said], [])


class OverImap(Transcripts, unittest.TestCase):
    kind, protocol, sample = Imap, "imap", "split/session"

    @classmethod
    def setUpClass(cls):
        settings = {"privacy_mail": f"privacy@{DOMAIN}"}
        cls.relay = cls.enterClassContext(Relay(settings, domain=DOMAIN))

    def test_all_at_once(self):
        played = 0
        for name in names_of("imap"):
            player = Imap(self.relay, lines_of("imap", name))
            if player.is_simple():
                played += 1
                with self.subTest(transcript=name):
                    self.assertEqual(player.answers(), player.expected())
        self.assertGreater(played, 5)

    def test_what_a_transcript_does_not_know_is_told(self):
        steps = lines_of("imap", "login")[:1] + ["C: a CAPABILITY"]
        told = Imap(self.relay, steps).play()[len(steps) :]
        self.assertEqual(len(told), 2)
        self.assertRegex(told[0], r"^unexpected, to 1: \* CAPABILITY ")
        self.assertRegex(told[1], "^unexpected, to 1: a OK ")

    def test_every_command_is_in_a_transcript(self):
        def verb(step):
            words = step.split(": ", 1)[1].split()
            is_uid = len(words) > 2 and words[1].upper() == "UID"
            return ".".join(words[1:3]) if is_uid else (words + words)[1] if words else ""

        self.check_commands(IMAP_COMMANDS, verb)


class OverSmtp(Transcripts, unittest.TestCase):
    kind, protocol, sample = Smtp, "smtp", "auth_login"

    @classmethod
    def setUpClass(cls):
        silent = cls.enterClassContext(socket.socket(type=socket.SOCK_DGRAM))
        silent.bind((HOST, 0))  # mail for other domains waits, and no bounce comes between
        settings = SMTP_SETTINGS | {"dns_forwarders": f"{HOST}:{silent.getsockname()[1]}"}
        cls.relay = cls.enterClassContext(Relay(settings, domain=DOMAIN))

    def test_every_command_is_in_a_transcript(self):
        self.check_commands(SMTP_COMMANDS, lambda step: (step[3:].split() + [""])[0])


if __name__ == "__main__":
    unittest.main(verbosity=2)
