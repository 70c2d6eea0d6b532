# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenDKIM as a filter beside Postfix: one instance signs, another verifies."""

import os
import signal
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

    def name(self):
        return f"{self.selector}._domainkey.{self.domain}"

    def text(self):
        return dkim_text(self.path)


def dkim_record(domain, selector, private_key_path):
    """One line of a zone, the absolute name first (RFC 6376 section 3.6.2)."""
    text = dkim_text(private_key_path)
    strings = " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))
    return f"{selector}._domainkey.{domain}. 3600 TXT {strings}"


def dkim_text(private_key_path):
    pem = openssl("pkey", "-in", private_key_path, "-pubout")
    return "v=DKIM1;k=rsa;p=" + "".join(pem.split("\n")[1:-2])


class OpenDkim:
    """The program in the foreground; `socket_path` is what Postfix connects to."""

    def __init__(self, folder, name, lines):
        self.socket_path = os.path.join(folder, f"{name}.sock")
        configuration_path = os.path.join(folder, f"{name}.conf")
        write(
            configuration_path,
            f"Socket local:{self.socket_path}\nUMask 000\nSyslog no\nBackground no\n"
            f"RequireSafeKeys no\nPidFile {os.path.join(folder, name + '.pid')}\n"
            + "".join(line + "\n" for line in lines),
        )
        command = [program("opendkim"), "-f", "-x", configuration_path]
        self.child = Child(command, os.path.join(folder, f"{name}.log"), signal.SIGKILL)
        self.child.wait_for(self.answers, "its socket")

    def answers(self):
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(self.socket_path) == 0

    def stop(self):
        self.child.kill()  # it would take seconds to end by itself, and keeps nothing


def signer(folder, key):
    return OpenDkim(
        folder,
        "signer",
        [
            *("Mode s", "InternalHosts 0.0.0.0/0", "Canonicalization relaxed/simple"),
            *(f"Domain {key.domain}", f"Selector {key.selector}", f"KeyFile {key.path}"),
            "OversignHeaders From",
        ],
    )


def verifier(folder, dns_address, name, known_keys=()):
    """Writes an Authentication-Results field into everything. When keys are known, no others are
    asked for: Debian's OpenDKIM crashes when it resolves names for many messages at once."""
    # It takes what comes from hosts of the house for its own mail: nobody has that address here.
    lines = ["Mode v", "InternalHosts 192.0.2.1", f"AuthservID {name}", "AlwaysAddARHeader yes"]
    if known_keys:
        path = os.path.join(folder, "keys")
        write(path, "".join(f"{key.name()} {key.text()}\n" for key in known_keys))
        lines.append(f"TestDNSData file:{path}")
    else:
        path = os.path.join(folder, "resolver.conf")
        write(path, resolver_configuration(*dns_address.split(":")))
        lines.append(f"ResolverConfiguration {path}")
    return OpenDkim(folder, "verifier", lines)


def resolver_configuration(host, port):
    # libunbound answers for names below test. itself unless told not to.
    return (
        'server:\n  local-zone: "test." nodefault\n  do-not-query-localhost: no\n'
        f'forward-zone:\n  name: "."\n  forward-addr: {host}@{port}\n'
    )


def write(path, text):
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
