# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenDKIM as a filter beside Postfix: one instance signs, another verifies."""

import os
import socket

from children import Child
from dns_zone import program
from lab.certificates import openssl


class DkimKey:
    """An RSA key of 2048 bits and the record that publishes it."""

    def __init__(self, folder, domain, selector="mail"):
        self.domain = domain
        self.selector = selector
        self.path = os.path.join(folder, f"dkim-{domain}.pem")
        openssl("genpkey", "-quiet", "-algorithm", "RSA", "-out", self.path)

    def record(self):
        return dkim_record(self.domain, self.selector, self.path)


def dkim_record(domain, selector, private_key_path):
    """One line of a zone, the absolute name first (RFC 6376 section 3.6.2)."""
    pem = openssl("pkey", "-in", private_key_path, "-pubout")
    text = "v=DKIM1; k=rsa; p=" + "".join(pem.split("\n")[1:-2])
    strings = " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))
    return f"{selector}._domainkey.{domain}. TXT {strings}"


class OpenDkim:
    """The program in the foreground; `socket_path` is what Postfix connects to."""

    def __init__(self, folder, name, dns_address, lines):
        self.socket_path = os.path.join(folder, f"{name}.sock")
        self.configuration_path = os.path.join(folder, f"{name}.conf")
        resolver_path = os.path.join(folder, f"{name}-resolver.conf")
        host, port = dns_address.split(":")
        write(
            resolver_path,
            # libunbound answers for names below test. itself unless told not to.
            'server:\n  local-zone: "test." nodefault\n  do-not-query-localhost: no\n'
            f'forward-zone:\n  name: "."\n  forward-addr: {host}@{port}\n',
        )
        write(
            self.configuration_path,
            f"Socket local:{self.socket_path}\nUMask 000\nSyslog no\nBackground no\n"
            f"ResolverConfiguration {resolver_path}\nRequireSafeKeys no\n"
            f"PidFile {os.path.join(folder, name + '.pid')}\n" + "\n".join(lines) + "\n",
        )
        command = [program("opendkim"), "-f", "-x", self.configuration_path]
        self.child = Child(command, os.path.join(folder, f"{name}.log"))
        self.child.wait_for(self.answers, "its socket")

    def answers(self):
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(self.socket_path) == 0

    def stop(self):
        self.child.kill()  # it would take seconds to end by itself, and keeps nothing


def signer(folder, dns_address, key):
    return OpenDkim(
        folder,
        "signer",
        dns_address,
        [
            *("Mode s", "InternalHosts 0.0.0.0/0", "Canonicalization relaxed/simple"),
            *(f"Domain {key.domain}", f"Selector {key.selector}", f"KeyFile {key.path}"),
            "OversignHeaders From",
        ],
    )


def verifier(folder, dns_address, name):
    """Writes an Authentication-Results field into everything."""
    return OpenDkim(
        folder,
        "verifier",
        dns_address,
        # Mail of hosts that are not of the house, which is nobody's address here.
        ["Mode v", "InternalHosts 192.0.2.1", f"AuthservID {name}", "AlwaysAddARHeader yes"],
    )


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
