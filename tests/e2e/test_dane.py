# SPDX-License-Identifier: GPL-3.0-or-later
"""A relay sends to domains that announce their certificates in signed zones (RFC 7672). What the
announcement does not name gets no mail; where nothing is signed, nothing is announced."""

import hashlib
import os
import subprocess
import unittest

import mail
from children import wait_for
from dns_zone import DnsServer
from lab.certificates import openssl
from lab.relays import LabRelay
from lab.world import Behaviour, Lab

ANN = "annannann@_a.test"
SIGNED = "signed.test"
FORGED = "forged.test"  # signed by another key than the relay trusts


class SignedLab(Lab):
    """With two signed zones below the one that is not."""

    def name_server(self):
        server = super().name_server()
        zones = {zone: [] for zone in ("test", SIGNED, FORGED)}
        return DnsServer(zones, server.host, server.port, signed=(SIGNED, FORGED))

    def publish(self, *records):
        self.records += records
        zones = {zone: [] for zone in self.dns.zones}
        for record in self.records:
            name = record.partition(" ")[0].rstrip(".")
            home = next((zone for zone in (SIGNED, FORGED) if name.endswith(zone)), "test")
            zones[home].append(record)
        self.dns.update(zones)

    def anchors(self):
        """For the relay: one is right, the other is of a key that nobody has."""
        forged = self.dns.trust_anchor(FORGED).splitlines()[0]
        return self.dns.trust_anchor(SIGNED) + forged[:-8] + "00000000\n"

    def announce(self, domain, *pins):
        self.publish(*(f"_{self.port('smtp')}._tcp.mx.{domain}. TLSA {pin}" for pin in pins))

    def alias(self, domain, host, pin):
        """A domain whose mail server is another name of `host`, which announces `pin`."""
        behaviour = Behaviour(certificate=self.authority.certify(f"mx.{domain}"))
        self.smtp_server(domain, behaviour, host)
        self.records.remove(f"{domain}. MX 10 {host}.")
        self.publish(
            *(f"{domain}. MX 10 mx.{domain}.", f"mx.{domain}. CNAME {host}."),
            f"_{self.port('smtp')}._tcp.{host}. TLSA {pin}",
        )


def key_pin(certificate):
    """This key, whoever signed it (DANE-EE, SPKI, SHA-256)."""
    public = openssl("x509", "-in", certificate, "-pubkey", "-noout")
    command = ["openssl", "pkey", "-pubin", "-outform", "DER"]
    octets = subprocess.run(command, input=public.encode(), capture_output=True, check=True).stdout
    return "3 1 1 " + hashlib.sha256(octets).hexdigest()


def issuer_pin(certificate):
    """Whatever this authority signed (DANE-TA, certificate, SHA-256)."""
    command = ["openssl", "x509", "-in", certificate, "-outform", "DER"]
    octets = subprocess.run(command, capture_output=True, check=True).stdout
    return "2 0 1 " + hashlib.sha256(octets).hexdigest()


class Dane(unittest.TestCase):
    def setUp(self):
        self.lab = self.enterContext(SignedLab())
        self.relay = self.enterContext(LabRelay(self.lab, "_a.test", {"use_mxdeliv": "false"}))
        path = os.path.join(self.relay.folder, "data", "dns-trust-anchors")
        with open(path, "w", encoding="ascii") as file:
            file.write(self.lab.anchors())
        self.relay.ctl("setting", "use_mta_sts", "false")  # any change reads them again

    def send_to(self, domain):
        self.relay.submit(ANN, [f"bob@{domain}"], mail.encrypted(ANN, domain))

    def wait_for_delivery(self, domain):
        wait_for(lambda: self.lab.servers.of(domain), f"mail at {domain}", 20)

    def wait_for_failure(self, domain, explanation):
        wait_for(lambda: self.tried(domain), f"a try at {domain}", 20)
        row = self.tried(domain)
        print(f"{domain:20} {row['explanation']:20} {row['last_error']}")
        self.assertEqual(row["explanation"], explanation)
        self.assertFalse(self.lab.servers.of(domain))

    def tried(self, domain):
        row = self.relay.queue().get(domain)
        return row if row and row["attempts"] else None

    def test_announced_certificates(self):
        wrong = "3 1 1 " + "ab" * 32
        right = f"right.{SIGNED}"
        issued = f"issued.{SIGNED}"
        other = f"other.{SIGNED}"
        for domain in (right, issued, other, f"silent.{SIGNED}", "plain.test", f"a.{FORGED}"):
            self.lab.smtp_server(domain)
        self.lab.announce(right, wrong, key_pin(self.lab.authority.certify(f"mx.{right}")))
        self.lab.announce(issued, issuer_pin(self.lab.authority.certificate_path))
        self.lab.announce(other, wrong)
        self.lab.announce("plain.test", wrong)  # nobody knows who says so
        self.lab.alias(f"aliased.{SIGNED}", f"host.{SIGNED}", wrong)

        for domain in (right, issued, f"silent.{SIGNED}", "plain.test"):
            self.send_to(domain)
            self.wait_for_delivery(domain)
        for domain in (other, f"aliased.{SIGNED}"):
            self.send_to(domain)
            self.wait_for_failure(domain, "dane_refused")
        self.send_to(f"a.{FORGED}")
        self.wait_for_failure(f"a.{FORGED}", "dns_bogus")

        self.relay.ctl("setting", "use_dane", "false")
        self.relay.ctl("queue", "retry", other)
        self.wait_for_delivery(other)


if __name__ == "__main__":
    unittest.main(verbosity=2)
