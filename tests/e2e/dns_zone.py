# SPDX-License-Identifier: GPL-3.0-or-later
"""A real DNS server (knot) for zones that a test writes."""

import os
import shutil
import signal
import socket
import struct
import subprocess
import tempfile

from children import Child

SOA = "@ 1 IN SOA ns.test. postmaster.test. {} 3600 600 86400 1\n@ 1 IN NS ns.test.\n"


def free_port(host):
    """A port that is free for TCP and UDP."""
    for _ in range(100):
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind((host, 0))
            port = tcp.getsockname()[1]
            try:
                udp.bind((host, port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


class DnsServer:
    """`DnsServer({"test": ["mx.a A 127.0.0.2", "a MX 10 mx.a"]})`: names are relative to their
    zone unless they end with a dot; a record may name a time to live, else it is one second.
    Zones in `signed` are signed with keys made for the occasion; those of None are broken, and
    questions about them are answered with SERVFAIL. Use it in a `with`."""

    def __init__(self, zones, host="127.0.0.1", port=0, signed=()):
        self.signed = signed
        self.zones = dict(zones)
        self.host = host
        self.port = port or free_port(host)
        self.folder = tempfile.mkdtemp(prefix="roost-dns-")
        self.serial = 1
        self.server = None

    @property
    def address(self):
        return f"{self.host}:{self.port}"

    def __enter__(self):
        try:
            self.write()
            self.make_keys()
            self.start()
        except BaseException as failure:
            self.__exit__()
            raise failure
        return self

    def __exit__(self, *_):
        if self.server:
            self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def update(self, zones):
        """Serves these instead; on return the server answers from them."""
        self.zones = dict(zones)
        self.serial += 1
        self.write()
        self.server.signal(signal.SIGHUP)
        self.wait_until_served()

    def make_keys(self):
        os.mkdir(os.path.join(self.folder, "db"))
        for zone in self.signed:
            self.keymgr(zone, "generate", "ksk=yes", "zsk=yes", "algorithm=ecdsap256sha256")

    def trust_anchor(self, zone):
        """The DS records of a signed zone, one a line."""
        return self.keymgr(zone, "ds")

    def keymgr(self, zone, *arguments):
        command = [program("keymgr"), "-c", os.path.join(self.folder, "knot.conf"), zone + "."]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True)
        assert done.returncode == 0, f"keymgr {arguments}: {done.stderr}"
        return done.stdout

    def start(self):
        command = [program("knotd"), "--config", os.path.join(self.folder, "knot.conf")]
        self.server = Child(command, os.path.join(self.folder, "log"))
        self.wait_until_served()

    def wait_until_served(self):
        for name, records in self.zones.items():
            if records is not None:
                self.server.wait_for(lambda: self.serial_of(name) == self.serial, f"zone {name}")

    def serial_of(self, zone):
        """What the server says the zone's serial number is; None while it does not answer."""
        labels = b"".join(bytes([len(part)]) + part.encode() for part in zone.split("."))
        question = struct.pack("!6H", 1, 0, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", 6, 1)
        with socket.socket(type=socket.SOCK_DGRAM) as asking:
            asking.settimeout(0.2)
            asking.connect((self.host, self.port))
            try:
                asking.send(question)
                answer = asking.recv(4096)
            except OSError:
                return None
        if struct.unpack("!H", answer[6:8])[0] == 0:
            return None
        # The record ends with serial, refresh, retry, expire and minimum; nothing stands behind
        # it but the name servers' section, which this answer to a question for SOA may have.
        at = len(question)
        at += 2 if answer[at] >= 0xC0 else len(labels) + 1
        (length,) = struct.unpack("!H", answer[at + 8 : at + 10])
        end = at + 10 + length
        return struct.unpack("!I", answer[end - 20 : end - 16])[0]

    def write(self):
        for name, records in self.zones.items():
            if records is None:
                continue
            with open(os.path.join(self.folder, name + ".zone"), "w", encoding="ascii") as file:
                file.write(f"$ORIGIN {name}.\n$TTL 1\n" + SOA.format(self.serial))
                file.writelines(record + "\n" for record in records)
        with open(os.path.join(self.folder, "knot.conf"), "w", encoding="ascii") as file:
            file.write(self.configuration())

    def configuration(self):
        text = (
            f"server:\n  listen: {self.host}@{self.port}\n  rundir: {self.folder}\n"
            "  udp-workers: 1\n  tcp-workers: 1\n  background-workers: 1\n"
            f"database:\n  storage: {self.folder}/db\n"
            "log:\n  - target: stderr\n    any: info\n"
            # Answers to many questions from one address are not an attack here.
            f"template:\n  - id: default\n    storage: {self.folder}\n"
            "    file: %s.zone\n    zonefile-load: whole\n    journal-content: none\n"
            "    semantic-checks: off\n"
            "policy:\n  - id: one-key\n"
            "    algorithm: ecdsap256sha256\n    single-type-signing: on\nzone:\n"
        )
        return text + "".join(f"  - domain: {name}.\n" + self.signing(name) for name in self.zones)

    def signing(self, zone):
        if zone not in self.signed:
            return ""
        return "    zonefile-sync: -1\n    dnssec-signing: on\n    dnssec-policy: one-key\n"


def program(name):
    """Debian keeps servers where the PATH of users does not lead."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    assert found, f"{name} is missing: ./dev test installs it"
    return found
