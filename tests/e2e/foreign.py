# SPDX-License-Identifier: GPL-3.0-or-later
"""Another domain that writes to the relay: its DKIM keys, its records, and its mail, signed by
python3-dkim."""

import base64
import http.client
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading

import mail
from relay import PATIENCE, any_certificate

try:
    import dkim
except ModuleNotFoundError:  # another Python than Debian's runs us
    sys.path.append("/usr/lib/python3/dist-packages")
    import dkim

ANY_CERTIFICATE = any_certificate()


def openssl(*arguments, given=None):
    done = subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=True)
    return done.stdout


class ForeignDomain:
    """`records` belong into the zone `test`."""

    def __init__(self, name="far"):
        self.domain = name + ".test"
        self.rsa = openssl("genpkey", "-quiet", "-algorithm", "RSA")
        self.old_rsa = openssl("genpkey", "-quiet", "-algorithm", "RSA")
        self.ed25519 = openssl("genpkey", "-quiet", "-algorithm", "ED25519")
        self.rsa_record = self.record("rsa", "rsa", public_key(self.rsa))
        self.old_record = self.record("rsa", "rsa", public_key(self.old_rsa))
        self.records = [
            self.rsa_record,
            self.record("ed", "ed25519", public_key(self.ed25519)[-32:]),
        ]

    def record(self, selector, kind, octets):
        text = f"v=DKIM1; k={kind}; p=" + base64.b64encode(octets).decode()
        strings = " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))
        return f"{selector}._domainkey.{self.domain}. TXT {strings}"

    def address(self, name="someone"):
        return f"{name}@{self.domain}"

    def sign(self, text, selector="rsa", key=None, domain=None, **options):
        """`text` with a signature in front. dkimpy takes no key from OpenSSL as it is."""
        if selector == "ed":
            secret = openssl("pkey", "-outform", "DER", given=key or self.ed25519)[-32:]
            options["signature_algorithm"] = b"ed25519-sha256"
            private = base64.b64encode(secret)
        else:
            private = openssl("rsa", "-traditional", given=key or self.rsa)
        name = (domain or self.domain).encode()
        return dkim.sign(text, selector.encode(), name, private, **options) + text

    def message(self, name, size=200, sender=None):
        """Encrypted and signed."""
        return self.sign(mail.encrypted(sender or self.address(), name, size))


def public_key(private):
    """The SubjectPublicKeyInfo of a key in PEM."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(private)
        file.flush()
        return openssl("pkey", "-in", file.name, "-pubout", "-outform", "DER")


def smtp(relay, starttls=True):
    """Another server's connection to port 25."""
    client = smtplib.SMTP(relay.host, relay.port("smtp"), timeout=60 * PATIENCE)
    client.ehlo("far.test")
    if starttls:
        client.starttls(context=ANY_CERTIFICATE)
        client.ehlo("far.test")
    return client


def deliver(relay, sender, recipients, text):
    """One transaction; the reply to its DATA, or to the first command that was refused."""
    with smtp(relay) as client:
        return transact(client, sender, recipients, text)


def transact(client, sender, recipients, text):
    for code, words in [client.mail(sender), *(client.rcpt(to) for to in recipients)]:
        if code != 250:
            client.rset()
            return f"{code} {words.decode()}"
    code, words = client.data(text)
    return f"{code} {words.decode()}"


def post(relay, sender, recipients, text, **fields):
    """POST /mxdeliv; status and text of the answer."""
    client = http.client.HTTPSConnection(
        relay.host, relay.port("https"), timeout=60 * PATIENCE, context=ANY_CERTIFICATE
    )
    try:
        return post_over(client, sender, recipients, text, **fields)
    finally:
        client.close()


def post_over(client, sender, recipients, text, **fields):
    client.putrequest("POST", "/mxdeliv")
    if sender:
        client.putheader("X-MAIL-FROM", sender)
    for recipient in recipients:
        client.putheader("X-MAIL-TO", recipient)
    for name, value in ({"Content-Length": str(len(text))} | fields).items():
        client.putheader(name, value)
    client.endheaders(text)
    answer = client.getresponse()
    return answer.status, answer.read().decode()


class PartlySilent:
    """A DNS server before a real one: questions for names with `silent` in them are never
    answered. Use it in a `with`."""

    def __init__(self, behind, silent=b"silent"):
        host, port = behind.split(":")
        self.behind = (host, int(port))
        self.silent = silent
        self.asked_in_vain = 0
        self.socket = socket.socket(type=socket.SOCK_DGRAM)
        self.socket.bind((host, 0))
        self.address = f"{host}:{self.socket.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.socket.sendto(b"", self.socket.getsockname())
        self.thread.join()
        self.socket.close()

    def serve(self):
        while True:
            question, asker = self.socket.recvfrom(4096)
            if not question:
                return
            if self.silent in question.lower():
                self.asked_in_vain += 1
                continue
            with socket.socket(type=socket.SOCK_DGRAM) as asking:
                asking.settimeout(5)
                asking.sendto(question, self.behind)
                self.socket.sendto(asking.recv(65535), asker)
