# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate authority made for one test."""

import os
import subprocess

NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc")


def openssl(*arguments):
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"openssl {arguments}: {done.stderr}"
    return done.stdout


class Authority:
    """Signs the certificates of servers. `pem` is what the others must trust."""

    def __init__(self, folder, name="Authority of the lab"):
        self.folder = os.path.join(folder, name.replace(" ", "-"))
        os.mkdir(self.folder)
        self.key = self.path("key.pem")
        self.certificate_path = self.path("authority.pem")
        openssl(
            *("req", "-x509", *NEW_KEY, "-days", "30", "-subj", f"/CN={name}"),
            *("-addext", "keyUsage=critical,keyCertSign,cRLSign"),
            *("-keyout", self.key, "-out", self.certificate_path),
        )
        with open(self.certificate_path, encoding="ascii") as file:
            self.pem = file.read()

    def path(self, name):
        return os.path.join(self.folder, name)

    def certify(self, *names, is_expired=False):
        """A file with the key and the certificate of a server with these names."""
        stem = self.path(names[0].replace("*", "any") + ("-expired" if is_expired else ""))
        request, result = stem + ".csr", stem + ".pem"
        if os.path.exists(result):
            return result
        openssl(
            *("req", "-new", *NEW_KEY, "-subj", f"/CN={names[0]}"),
            *("-addext", "subjectAltName=" + ",".join(f"DNS:{name}" for name in names)),
            *("-keyout", result, "-out", request),
        )
        # A certificate of zero days has ended when it begins.
        certificate = openssl(
            *("x509", "-req", "-in", request, "-CA", self.certificate_path, "-CAkey", self.key),
            *("-copy_extensions", "copy", "-days", "0" if is_expired else "30"),
        )
        with open(result, "a", encoding="ascii") as file:
            file.write(certificate)
        return result


def self_signed(folder, name):
    """A file with a key and a certificate that nobody signed."""
    path = os.path.join(folder, f"self-signed-{name}.pem")
    certificate = openssl(
        *("req", "-x509", *NEW_KEY, "-days", "30", "-subj", f"/CN={name}"),
        *("-addext", f"subjectAltName=DNS:{name}", "-keyout", path),
    )
    with open(path, "a", encoding="ascii") as file:
        file.write(certificate)
    return path
