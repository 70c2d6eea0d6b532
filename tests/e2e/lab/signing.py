# SPDX-License-Identifier: GPL-3.0-or-later
"""DKIM signatures in quantity (RFC 6376): OpenDKIM's way through a mail server takes too long for
thousands. rsa-sha256, relaxed/simple, by the system's libcrypto."""

import base64
import ctypes
import ctypes.util
import hashlib
import re

SIGNED = ("from", "to", "subject", "date", "message-id", "content-type")


def library():
    crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
    for name in ("BIO_new_mem_buf", "PEM_read_bio_PrivateKey", "EVP_MD_CTX_new", "EVP_sha256"):
        getattr(crypto, name).restype = ctypes.c_void_p
    return crypto


class Signer:
    def __init__(self, domain, selector, key_path):
        self.crypto = library()
        self.domain = domain
        self.selector = selector
        with open(key_path, "rb") as file:
            pem = file.read()
        source = ctypes.c_void_p(self.crypto.BIO_new_mem_buf(pem, len(pem)))
        self.key = ctypes.c_void_p(self.crypto.PEM_read_bio_PrivateKey(source, None, None, None))
        assert self.key.value, f"{key_path} holds no private key"

    def sign(self, message):
        """The message with a signature in front."""
        header, _, body = message.partition(b"\r\n\r\n")
        fields = dict(relaxed_fields(header))
        names = [name for name in SIGNED if name in fields]
        body_hash = base64.b64encode(hashlib.sha256(body).digest()).decode()
        value = (
            f"v=1; a=rsa-sha256; c=relaxed/simple; d={self.domain}; s={self.selector}; "
            f"h={':'.join(names)}; bh={body_hash}; b="
        )
        text = "".join(f"{name}:{fields[name]}\r\n" for name in names) + f"dkim-signature:{value}"
        signature = base64.b64encode(self.raw_signature(text.encode("latin-1"))).decode()
        return f"DKIM-Signature: {value}{signature}\r\n".encode() + message

    def raw_signature(self, octets):
        crypto = self.crypto
        context = ctypes.c_void_p(crypto.EVP_MD_CTX_new())
        method = ctypes.c_void_p(crypto.EVP_sha256())
        assert crypto.EVP_DigestSignInit(context, None, method, None, self.key) == 1
        result = ctypes.create_string_buffer(512)
        length = ctypes.c_size_t(len(result))
        done = crypto.EVP_DigestSign(
            context, result, ctypes.byref(length), octets, ctypes.c_size_t(len(octets))
        )
        assert done == 1
        crypto.EVP_MD_CTX_free(context)
        return result.raw[: length.value]


def relaxed_fields(header):
    """Names and values by RFC 6376 section 3.4.2."""
    unfolded = re.sub(rb"\r\n(?=[ \t])", b"", header).decode("latin-1")
    for line in unfolded.split("\r\n"):
        name, _, value = line.partition(":")
        yield name.strip().lower(), re.sub(r"[ \t]+", " ", value).strip()
