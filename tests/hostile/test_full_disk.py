# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk fills up and gets room again, while clients are connected: what was promised stays, what
cannot be promised is refused for now, and nobody has to restart the relay."""

import contextlib
import imaplib
import os
import re
import resource
import smtplib
import subprocess
import time
import unittest

import mail
from attack import MIB
from own_root import become_root
from relay import PATIENCE, Relay, address

ANN = address("annannann")
BOB = address("bobbobbob")
DISK = 20 * MIB
SETTINGS = {"max_user_send_per_minute": 100000, "max_user_send_burst_size": 100000}


class SmallDisk(Relay):
    """Its data lies on a file system of its own, as root can make one."""

    def __init__(self):
        super().__init__(SETTINGS)
        self.data = os.path.join(self.folder, "data")
        self.ballast = os.path.join(self.data, "ballast")

    def __enter__(self):
        os.mkdir(self.data, 0o700)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0700", "tmpfs", self.data],
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            os.rmdir(self.data)
            os.rmdir(self.folder)
            raise AssertionError(f"this test must be able to mount: {done.stderr}")
        return super().__enter__()

    def kill(self):
        super().kill()
        subprocess.run(["umount", self.data], capture_output=True)

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))

    def free(self):
        os.remove(self.ballast)


class SmallFiles(Relay):
    """No file of it may grow any more (EFBIG), which anybody can do to a process of theirs."""

    def __init__(self):
        super().__init__(SETTINGS)

    def fill(self):
        self.limit_files(1000)

    def free(self):
        self.limit_files(resource.RLIM_INFINITY)

    def limit_files(self, octets):
        _, hard = resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (octets, hard))


class FullDisk(unittest.TestCase):
    def test_small_disk(self):
        self.play(SmallDisk())

    def test_small_files(self):
        self.play(SmallFiles())

    def play(self, disk):
        with disk as relay:
            relay.imap(BOB).logout()
            with relay.imap(ANN) as imap, relay.smtp(ANN) as smtp:
                imap.select("INBOX")
                promised = self.submit_until_refused(relay, smtp)
                self.refuse_what_needs_room(relay, smtp, imap)
                self.serve_what_needs_none(relay, len(promised))
                relay.free()
                self.work_again(smtp, imap, promised)
            with relay.imap(BOB) as other:
                self.assertEqual(sorted(self.names(other)), sorted(promised))
            relay.stop()
            relay.start()
            relay.wait_for_ports()
            with relay.imap(BOB) as other:
                self.assertEqual(sorted(self.names(other)), sorted(promised))

    def submit_until_refused(self, relay, smtp):
        """The names of the messages that were answered with 250."""
        promised = []
        for number in range(40):
            if number == 20:
                relay.fill()
            name = f"message{number}"
            if self.submit(smtp, name, 300 if number % 2 else 20_000):
                promised.append(name)
            elif number > 25:
                break
        self.assertGreaterEqual(len(promised), 20)
        self.assertLess(len(promised), 40, "the disk was never full")
        return promised

    def submit(self, smtp, name, size):
        try:
            smtp.sendmail(ANN, [BOB], mail.encrypted(ANN, name, size))
            return True
        except smtplib.SMTPDataError as refused:
            self.assertIn(refused.smtp_code, (451, 452), refused.smtp_error)
            return False

    def refuse_what_needs_room(self, relay, smtp, imap):
        for size in (300, 30_000, 80_000, 500_000):
            self.assertFalse(self.submit(smtp, f"refused{size}", size))
            self.refuse(imap.append, "INBOX", None, None, b"Subject: x\r\n\r\n" + b"y\r\n" * size)
        self.refuse(imap.create, "Folder")
        # Neither has an account been made nor does the client take its password for wrong.
        with self.assertRaisesRegex(imaplib.IMAP4.error, r"\[UNAVAILABLE\]"):
            relay.imap(address("newcomer1"))
        with self.assertRaises(smtplib.SMTPAuthenticationError) as refused:
            relay.smtp(address("newcomer2"))
        self.assertEqual(refused.exception.smtp_code, 454)
        self.assertNotEqual(relay.try_ctl("setting", "max_recipients", "999").returncode, 0)

    def refuse(self, command, *arguments):
        kind, text = command(*arguments)
        self.assertEqual(kind, "NO")
        self.assertIn(b"[UNAVAILABLE]", text[0])

    def serve_what_needs_none(self, relay, messages):
        for _ in range(3):
            with relay.imap(BOB) as client:
                self.assertEqual(client.select("INBOX", readonly=True)[1], [b"%d" % messages])
                self.assertEqual(client.fetch("1", "(BODY.PEEK[])")[0], "OK")
            relay.smtp(BOB).quit()
        relay.ctl("status")

    def work_again(self, smtp, imap, promised):
        end = time.monotonic() + 5 * PATIENCE
        while not self.submit(smtp, "again", 300):
            self.assertLess(time.monotonic(), end, "it does not recover")
        promised.append("again")
        for size in (30_000, 500_000):
            self.assertTrue(self.submit(smtp, f"again{size}", size))
            promised.append(f"again{size}")
        self.assertEqual(imap.append("INBOX", None, None, b"Subject: x\r\n\r\ny\r\n")[0], "OK")
        self.assertEqual(imap.create("Folder")[0], "OK")

    def names(self, client):
        client.select("INBOX")
        kind, parts = client.fetch("1:*", "(BODY.PEEK[])")
        self.assertEqual(kind, "OK")
        texts = [part[1] for part in parts if isinstance(part, tuple)]
        for text in texts:
            self.assertTrue(text.rstrip().endswith(b"--b--"), "a message was cut")
        return [re.search(rb"Message-ID: <([^@]*)@", text).group(1).decode() for text in texts]


if __name__ == "__main__":
    become_root()
    unittest.main(verbosity=2)
