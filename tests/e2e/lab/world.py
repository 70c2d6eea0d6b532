# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test of mail between servers stands on. Use `Lab` in a `with`."""

import contextlib
import os
import random
import shutil
import socket
import tempfile

from children import wait_for
from dns_zone import DnsServer, free_port
from lab.certificates import Authority
from lab.postfix import Postfix
from lab.relays import LabRelay
from lab.smtp_server import Behaviour, SmtpServers

PORTS = {"smtp": 25, "https": 443, "smtps": 465, "submission": 587, "imaps": 993, "imap": 143}


class Lab:
    def __init__(self):
        self.folder = ""
        self.records = []
        self.given = 0
        self.offset = 0
        self.network = ""
        self.authority = None
        self.dns = None
        self.servers = None
        self.postfixes = []
        self.ends = contextlib.ExitStack()

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.folder = tempfile.mkdtemp(prefix="roost-lab-", dir=parent_folder())
            os.chmod(self.folder, 0o755)  # the users of Postfix must get in
            stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
            self.choose_network()
            self.authority = Authority(self.folder)
            self.dns = stack.enter_context(self.name_server())
            self.servers = stack.enter_context(SmtpServers())
            self.ends = stack.pop_all()
        return self

    def __exit__(self, kind, value, trace):
        if kind:
            for postfix in self.postfixes:
                postfix.print_log()
        # With what went wrong: relays then show their logs.
        self.ends.__exit__(kind, value, trace)

    def choose_network(self):
        """A corner of 127.0.0.0/8 that nobody uses; the real ports, where we may."""
        for _ in range(50):
            self.network = f"127.{random.randrange(16, 250)}.{random.randrange(1, 250)}"
            self.offset = 0 if os.geteuid() == 0 else random.randrange(10000, 31000)
            if all(can_listen(self.network + ".1", self.port(name)) for name in PORTS):
                return
        raise AssertionError("no free ports")

    def port(self, name):
        return PORTS[name] + self.offset

    def new_address(self):
        self.given += 1
        return f"{self.network}.{self.given}"

    def name_server(self):
        host = self.new_address()
        # Postfix asks only name servers on port 53.
        port = 53 if can_listen(host, 53) else free_port(host)
        return DnsServer(self.zones(), host, port)

    def zones(self):
        """All names below test, but those below broken.test cannot be looked up."""
        return {"test": self.records, "broken.test": None}

    def publish(self, *records):
        """Adds records, with absolute names, to the zone test."""
        self.records += records
        self.dns.update(self.zones())

    def withdraw(self, *records):
        self.records = [record for record in self.records if record not in records]
        self.dns.update(self.zones())

    def postfix(self, domain, users=(), known_keys=()):
        server = Postfix(self, domain, users, known_keys)
        self.postfixes.append(server)
        server.start()
        self.ends.callback(server.stop)
        return server

    def relay(self, domain, settings=None):
        """A Roost relay of this domain, known to DNS."""
        return self.ends.enter_context(LabRelay(self, domain, settings))

    def smtp_server(self, domain, behaviour=None, name=""):
        """A server as told for one domain; a good one by default. Deliveries bear the domain."""
        host = self.new_address()
        name = name or f"mx.{domain}"
        behaviour = behaviour or Behaviour(certificate=self.authority.certify(name))
        self.publish(f"{domain}. MX 10 {name}.", f"{name}. A {host}")
        self.servers.listen(domain, host, self.port("smtp"), behaviour)
        return host


def parent_folder():
    """Where paths are short: sockets' names have at most 107 octets."""
    return None if len(tempfile.gettempdir()) < 30 else "/tmp"


def can_listen(host, port):
    with socket.socket() as probe, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            datagrams.bind((host, port))
        except OSError:
            return False
        return True


__all__ = ["Behaviour", "Lab", "wait_for"]
