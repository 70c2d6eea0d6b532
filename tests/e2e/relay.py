# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay of our own for one test: the real programs, on loopback, in a folder that goes away."""

import imaplib
import json
import os
import random
import shutil
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time

import listening
from children import dying_with_us

DOMAIN = "_roost.localhost"
HOST = "127.0.0.1"
PORTS = {"smtp": 25, "smtps": 465, "submission": 587, "imaps": 993, "imap": 143, "https": 443}
PASSWORD = "a password of enough letters"
REPORTS = ("AddressSanitizer", "LeakSanitizer", "ThreadSanitizer", "runtime error:")
# Tests make many accounts at once, on machines that are busy with other tests.
SETTINGS = {
    "max_new_accounts_per_second": 1000,
    "max_load_1m": 1000,
    "min_available_memory": 0,
    "min_free_disk_space": 0,
}
# A sanitizer makes everything slower; limits of tests are multiplied by this.
PATIENCE = float(os.environ.get("ROOST_PATIENCE", "1"))


def free_offset():
    """An offset at which all ports are free, below the range the kernel gives to clients."""
    for _ in range(200):
        offset = random.randrange(10000, 31000)
        taken = []
        try:
            for port in PORTS.values():
                probe = socket.socket()
                taken.append(probe)
                probe.bind((HOST, offset + port))
            return offset
        except OSError:
            continue
        finally:
            for probe in taken:
                probe.close()
    raise AssertionError("no free ports")


def short_folder():
    """A new folder whose path leaves room for a socket's name (at most 107 octets)."""
    folder = tempfile.mkdtemp(prefix="roost-")
    if len(folder) <= 80:
        return folder
    os.rmdir(folder)
    return tempfile.mkdtemp(prefix="roost-", dir="/tmp")


def any_certificate():
    """For the relay's self-signed certificate; what comes through it is checked as it is read."""
    context = ssl.create_default_context()
    context.sslsocket_class = listening.SecureSocket
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Relay:
    """roostd with its data. Use it in a `with`: it is stopped, and its log is searched for reports
    of a crash, at the end."""

    def __init__(self, settings=None, domain=DOMAIN, host=HOST, offset=None):
        self.domain = domain
        self.host = host
        self.wanted_offset = offset
        self.programs = os.environ["ROOST_BIN"]
        self.folder = short_folder()
        self.control = os.path.join(self.folder, "control.sock")
        self.log_path = os.path.join(self.folder, "log")
        self.offset = 0
        self.process = None
        self.settings = SETTINGS | (settings or {})

    def __enter__(self):
        try:
            self.start()
            self.set_up()
            self.change(self.settings)
        except BaseException as failure:
            self.print_log()
            self.kill()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise failure
        return self

    def __exit__(self, kind, value, trace):
        try:
            if self.process:
                self.stop()
        finally:
            if kind:
                self.print_log()
            self.kill()
            shutil.rmtree(self.folder, ignore_errors=True)
        listening.check()

    def start(self):
        """Starts roostd and waits until its control socket answers."""
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [
                    os.path.join(self.programs, "roostd"),
                    "--data-dir",
                    os.path.join(self.folder, "data"),
                    "--control",
                    self.control,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=dying_with_us(),
            )
        self.wait_for(lambda: self.answers(), "the control socket")

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"roostd ended by itself with {self.process.returncode}")
        return self.try_ctl("status").returncode == 0

    def set_up(self):
        """Gives the fresh relay its domain; another offset when somebody was faster."""
        for attempt in range(5):
            self.offset = free_offset() if self.wanted_offset is None else self.wanted_offset
            done = self.try_ctl(
                *("setup", "--domain", self.domain, "--listen", self.host),
                *("--tls", "self-signed"),
                *("--port-offset", str(self.offset)),
            )
            if done.returncode == 0:
                return self.wait_for_ports()
        raise AssertionError("roostctl setup failed: " + done.stderr + done.stdout)

    def wait_for_ports(self):
        for name in PORTS:
            self.wait_for(lambda: self.is_open(name), f"port {name}")

    def is_open(self, name):
        try:
            socket.create_connection((self.host, self.port(name)), timeout=5).close()
            return True
        except ConnectionRefusedError:
            return False

    def wait_for(self, condition, what, limit=15):
        end = time.monotonic() + limit * PATIENCE
        while not condition():
            assert time.monotonic() < end, f"{what} did not come within {limit} s"
            time.sleep(0.02)

    def stop(self):
        """A clean end: asked by SIGTERM, left within 15 s with status 0, nothing bad in the log."""
        process, self.process = self.process, None
        process.terminate()
        try:
            status = process.wait(timeout=15 * PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError("roostd did not stop within 15 s")
        assert status == 0, f"roostd ended with {status}"
        self.check_log()

    def kill(self):
        """As a power switch would, but for what the kernel already has."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def check_log(self):
        text = self.log()
        for report in REPORTS:
            assert report not in text, text[-20000:]
        # Nothing that tells who wrote from where to whom (protocol.md I6): no mail address, no
        # Message-ID, no client's address, no password.
        for secret in ("@", self.host, PASSWORD):
            assert secret not in text, f"the log tells {secret!r}: {text[-20000:]}"

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def print_log(self):
        if os.path.exists(self.log_path):
            print("--- the end of roostd's log ---\n" + self.log()[-8000:], flush=True)

    def try_ctl(self, *arguments):
        return subprocess.run(
            [os.path.join(self.programs, "roostctl"), "--control", self.control, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30 * PATIENCE,
        )

    def ctl(self, *arguments):
        """What roostctl prints; it must succeed."""
        done = self.try_ctl(*arguments)
        assert done.returncode == 0, f"roostctl {arguments}: {done.stderr}{done.stdout}"
        return done.stdout

    def call(self, method, **parameters):
        """The answer of a method of the control interface."""
        return json.loads(self.ctl("--json", "call", method, json.dumps(parameters)))

    def change(self, settings):
        changes = [{"name": name, "value": setting_text(x)} for name, x in settings.items()]
        self.call("setting_set", changes=changes)

    def invite(self):
        """A fresh invite link."""
        for line in self.ctl("invite").splitlines():
            if line.strip().startswith("dclogin:"):
                return line.strip()
        raise AssertionError("roostctl invite printed no link")

    def port(self, name):
        return PORTS[name] + self.offset

    def plain(self, name):
        """A connection without TLS, until somebody begins it."""
        return listening.connect(self.host, self.port(name), 30 * PATIENCE)

    def plain_imap(self):
        """An IMAP client on 143."""
        return listening.PlainImap(self.host, self.port("imap"), 30 * PATIENCE)

    def plain_smtp(self, name="submission"):
        """An SMTP client on 587 or 25."""
        return listening.PlainSmtp(self.host, self.port(name), timeout=30 * PATIENCE)

    def imap(self, address=None, password=PASSWORD):
        """An IMAP client on 993, logged in when an address is given."""
        client = imaplib.IMAP4_SSL(
            self.host, self.port("imaps"), ssl_context=any_certificate(), timeout=30 * PATIENCE
        )
        if address:
            self.log_in(client, address, password)
        return client

    def smtp(self, address=None, password=PASSWORD):
        """An SMTP client on 465, logged in when an address is given."""
        client = smtplib.SMTP_SSL(
            self.host, self.port("smtps"), context=any_certificate(), timeout=30 * PATIENCE
        )
        if address:
            self.log_in(client, address, password)
        return client

    def log_in(self, client, address, password):
        try:
            client.login(address, password)
        except BaseException as failure:
            client.sock.close()
            raise failure


def setting_text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def address(name):
    """An address of the relay; nine letters, as its rules want."""
    assert len(name) == 9, name
    return f"{name}@{DOMAIN}"
