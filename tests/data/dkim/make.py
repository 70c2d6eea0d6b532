#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes messages/*.eml, dns.txt and table.txt: signed messages, what was done to them, and the
verdict wanted. Needs Debian's python3-dkim, python3-nacl and libopendkim11. The keys are test keys;
every signature is deterministic, so that a second run changes nothing."""
import base64
import hashlib
import pathlib
import subprocess
import time

import dkim
import nacl.signing
from dkim.canonicalization import CanonicalizationPolicy
from dkim.crypto import RSASSA_PKCS1_v1_5_sign, parse_pem_private_key

import opendkim

HERE = pathlib.Path(__file__).parent
DOMAIN = "example.test"
AT = 1700000000  # when all is signed
time.time = lambda: AT


def openssl(*arguments):
    return subprocess.run(["openssl", *arguments], check=True, capture_output=True).stdout


class Key:
    def __init__(self, name):
        path = HERE / "keys" / f"test-{name}.pem"
        self.pem = path.read_bytes()
        self.is_rsa = "ed25519" not in name
        spki = openssl("pkey", "-in", str(path), "-pubout", "-outform", "DER")
        if self.is_rsa:
            self.octets = spki
            self.bare = openssl("rsa", "-in", str(path), "-RSAPublicKey_out", "-outform", "DER")
            self.secret = parse_pem_private_key(
                openssl("rsa", "-in", str(path), "-traditional"))
        else:
            self.octets = spki[-32:]
            seed = openssl("pkey", "-in", str(path), "-outform", "DER")[-32:]
            self.seed = base64.b64encode(seed)
            self.secret = nacl.signing.SigningKey(seed)

    def p(self):
        return base64.b64encode(self.octets).decode()


def der(tag, octets):
    length = len(octets)
    return bytes([tag]) + (bytes([length]) if length < 128 else b"\x82" + length.to_bytes(2, "big")) + octets


def public_key(modulus, exponent):
    """A bare RSAPublicKey, of which nobody needs to have the other half."""
    numbers = (der(2, n.to_bytes(n.bit_length() // 8 + 1, "big")) for n in (modulus, exponent))
    return base64.b64encode(der(0x30, b"".join(numbers))).decode()


RSA, SHORT, TOO_SHORT, OTHER = (Key(n) for n in ("rsa2048", "rsa1024", "rsa768", "other"))
ED = Key("ed25519")
USUAL = f"v=DKIM1;k=rsa;p={RSA.p()};s=email;t=s"

# What the DNS holds, by selector: texts, or None when it cannot be asked. Others have no record.
DNS = {
    "rsa": [USUAL],
    "ed": [f"v=DKIM1; k=ed25519; p={ED.p()}"],
    "short": [f"v=DKIM1; k=rsa; p={SHORT.p()}"],
    "tooshort": [f"v=DKIM1; k=rsa; p={TOO_SHORT.p()}"],
    "other": [f"v=DKIM1; k=rsa; p={OTHER.p()}"],
    "open": [f"v=DKIM1; p={RSA.p()}"],
    "failing": None,
    "revoked": ["v=DKIM1; k=rsa; p="],
    "quoted": [f'"v=DKIM1; k = rsa; p={RSA.p()[:100]}" "{RSA.p()[100:]}"\t'],
    "versionless": [f"k=rsa; p={RSA.p()}"],
    "bare": [f"p={RSA.p()}"],
    "pkcs1": [f"v=DKIM1; k=rsa; p={base64.b64encode(RSA.bare).decode()}"],
    "unpadded": [f"v=DKIM1; k=ed25519; p={ED.p().rstrip('=')}"],
    "version2": [f"v=DKIM2; k=rsa; p={RSA.p()}"],
    "sha1only": [f"v=DKIM1; h=sha1; p={RSA.p()}"],
    "sha1too": [f"v=DKIM1; h=sha1:sha256; p={RSA.p()}"],
    "reports": [f"v=DKIM1; s=tlsrpt; p={RSA.p()}"],
    "anything": [f"v=DKIM1; s=*; n=some notes; g=*; p={RSA.p()};"],
    "testing": [f"v=DKIM1; t=y:s; p={RSA.p()}"],
    "wrongtype": [f"v=DKIM1; k=rsa; p={ED.p()}"],
    "edasrsa": [f"v=DKIM1; k=ed25519; p={RSA.p()}"],
    "unknowntype": [f"v=DKIM1; k=dsa; p={RSA.p()}"],
    "garbage": ["v=DKIM1; k=rsa; p=bm8ga2V5"],
    "notbase64": ["v=DKIM1; k=rsa; p=***"],
    "nokey": ["v=DKIM1; k=rsa"],
    "spf": ["v=spf1 a ~all"],
    "second": ["v=spf1 a ~all", USUAL],
    "third": [f"v=DKIM1; p={OTHER.p()}", "hello", USUAL],
    "fourth": ["1", "2", "3", USUAL],
    "twice": [f"v=DKIM1; p={OTHER.p()}; p={RSA.p()}"],
    "a.b": [USUAL],
    "huge": ["p=" + public_key((1 << 16383) | 1, 65537)],
    "exponent": ["p=" + public_key(RSA.secret["modulus"], RSA.secret["modulus"] - 2)],
}

cases = []


def case(name, message, verdict, why="", now=AT + 60, sender=DOMAIN):
    """One row; `why` is what the verdict is given as its reason."""
    assert (verdict == "pass") == (why == "") and name not in [c[0] for c in cases], name
    (HERE / "messages" / f"{name}.eml").write_bytes(message)
    cases.append((name, sender, str(now), verdict, why))


BODY = b"Hello  there, \r\n\r\n  this is\ta text. \r\n\r\n\r\n"
HEADER = (b"From: Alice <alice@example.test>\r\n"
          b"To: bob@other.test,\r\n carol@other.test\r\n"
          b"Subject: Hello,\r\n\t  world\r\n"
          b"Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
          b"Message-ID: <1@example.test>\r\n"
          b"MIME-Version: 1.0\r\n"
          b"Content-Type: text/plain; charset=utf-8\r\n")
PLAIN = HEADER + b"\r\n" + BODY
NAMES = "from:to:subject:date"


def signed(message=PLAIN, key=RSA, s="rsa", d=DOMAIN, c="relaxed/simple", h=NAMES, tags="",
           **changed):
    """Signed by dkimpy's canonicalization and mathematics, with any tags: those of `changed`
    replace others, None removes, `tags` are added as they are."""
    policy = CanonicalizationPolicy.from_c_value((c or "simple/simple").encode())
    fields, body = dkim.rfc822_parse(message)
    algorithm = changed.get("a") or ("rsa-sha256" if key.is_rsa else "ed25519-sha256")
    hasher = hashlib.sha1 if algorithm.endswith("sha1") else hashlib.sha256
    canonical = policy.canonicalize_body(body)
    if changed.get("l"):
        canonical = canonical[:int(changed["l"])]
    values = {"v": "1", "a": algorithm, "c": c, "d": d, "s": s, "t": str(AT), "h": h,
              "bh": base64.b64encode(hasher(canonical).digest()).decode()} | changed
    text = "; ".join(f"{k}={v}" for k, v in values.items() if v is not None)
    field = f" {text};{tags}\r\n\tb=".encode()
    names = [n.strip().lower().encode() for n in (h or NAMES).split(":")]
    chosen = dkim.select_headers(policy.canonicalize_headers(fields), names)
    own = policy.canonicalize_headers([(b"DKIM-Signature", field)])
    octets = b"".join(n + b":" + v for n, v in chosen + [(n, v.rstrip(b"\r\n")) for n, v in own])
    if key.is_rsa:
        signature = RSASSA_PKCS1_v1_5_sign(Hashed(hasher, octets), key.secret)
    else:
        signature = key.secret.sign(hashlib.sha256(octets).digest()).signature
    return b"DKIM-Signature:" + field + base64.b64encode(bytes(signature)) + b"\r\n" + message


class Hashed:
    """What dkim.crypto asks of a hash."""
    def __init__(self, hasher, octets):
        self.done = hasher(octets)
        self.name = self.done.name

    def digest(self):
        return self.done.digest()


def by_dkimpy(message=PLAIN, key=RSA, s="rsa", c="relaxed/simple", **more):
    return dkim.sign(message, s.encode(), DOMAIN.encode(), key.pem if key.is_rsa else key.seed,
                     canonicalize=tuple(c.encode().split(b"/")),
                     signature_algorithm=b"rsa-sha256" if key.is_rsa else b"ed25519-sha256",
                     **more) + message


def by_opendkim(message=PLAIN, key=RSA, s="rsa", c="relaxed/simple", **more):
    ways = {"simple": opendkim.SIMPLE, "relaxed": opendkim.RELAXED}
    header, body = (ways[way] for way in c.split("/"))
    return opendkim.sign(message, s, DOMAIN, key.pem, AT, header, body,
                         opendkim.RSA if key.is_rsa else opendkim.ED25519, **more) + message


def verified(message):
    """By dkimpy, as a check of ours."""
    def texts(name, timeout=5):
        selector = name.decode().split("._domainkey.")[0]
        return DNS[selector][0].encode()
    assert dkim.verify(message, dnsfunc=texts), message
    return message


CHANGED_BODY = "the body has been changed"
CHANGED_HEADER = "the signature does not match the header"
NOT_ALIGNED = "no signature is of the domain in From"
BARE = "the body has a bare CR or LF"
FROM_OPEN = "not every From is signed"
NO_RECORD = "the DNS holds no DKIM key there"
PAIRS = ["simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"]


def good_ones():
    for c in PAIRS:
        name = c.replace("/", "-")
        case(f"opendkim-{name}", verified(by_opendkim(c=c)), "pass")
        case(f"dkimpy-{name}", verified(by_dkimpy(c=c)), "pass")
        case(f"dkimpy-ed25519-{name}", verified(by_dkimpy(key=ED, s="ed", c=c)), "pass")
        empty = HEADER + b"\r\n"
        case(f"dkimpy-empty-body-{name}", verified(by_dkimpy(empty, c=c)), "pass")
        blank = HEADER + b"\r\n" + b"\r\n" * 3
        case(f"opendkim-blank-body-{name}", verified(by_opendkim(blank, c=c)), "pass")
        spaces = HEADER + b"\r\n" + b" \t \r\n" * 3
        case(f"dkimpy-body-of-spaces-{name}", verified(by_dkimpy(spaces, c=c)), "pass")
    case("opendkim-ed25519", verified(by_opendkim(key=ED, s="ed")), "pass")
    case("opendkim-1024-bits", verified(by_opendkim(key=SHORT, s="short")), "pass")
    case("opendkim-oversigned",
         verified(by_opendkim(oversign=("from", "to", "subject", "date"))), "pass")
    eight = PLAIN.replace(b"Hello  there", "Grüße, 中文".encode()).replace(b"Alice", "Älice".encode())
    case("opendkim-octets-above-127", verified(by_opendkim(eight)), "pass")
    case("dkimpy-octets-above-127", verified(by_dkimpy(eight, c="relaxed/relaxed")), "pass")
    long = HEADER + b"\r\n" + b"x" * 5000 + b" " * 5000 + b"y\r\n" + b"\r\n" * 5000 + b"end\r\n"
    case("opendkim-long-lines", verified(by_opendkim(long, c="simple/relaxed")), "pass")
    case("dkimpy-long-lines", verified(by_dkimpy(long, c="relaxed/relaxed")), "pass")
    case("dkimpy-long-lines-simple", verified(by_dkimpy(long)), "pass")
    case("no-line-end-at-the-end", signed(c="simple/relaxed", message=PLAIN + b"x\r\n")[:-2], "pass")
    case("no-line-end-simple", signed(message=PLAIN + b"x\r\n")[:-2], "pass")
    case("from-in-folds-and-comments", by_dkimpy(PLAIN.replace(
        b"Alice <alice@example.test>", b'"A, B"\r\n (x@y) <alice@example.test>')), "pass")


def changed_ones():
    # dkimpy lists From once more than it is there.
    for maker, by, second in (("opendkim", by_opendkim, FROM_OPEN),
                              ("dkimpy", by_dkimpy, CHANGED_HEADER)):
        def change(name, old, new, verdict, why="", c="relaxed/relaxed"):
            whole = by(c=c)
            assert whole.count(old) >= 1, old
            case(f"{maker}-{name}", whole.replace(old, new, 1), verdict, why)
        change("body-changed", b"a text", b"a Text", "fail", CHANGED_BODY)
        change("body-longer", b"a text. \r\n", b"a text. \r\nmore\r\n", "fail", CHANGED_BODY)
        change("blanks-in-body-relaxed", b"a text. ", b"a  \t text.", "pass")
        change("blanks-in-body-simple", b"a text. ", b"a  \t text.", "fail", CHANGED_BODY,
               c="relaxed/simple")
        change("blanks-in-header-relaxed", b"Subject: Hello,\r\n\t  world",
               b"subject :  Hello, \r\n world ", "pass")
        change("blanks-in-header-simple", b"Subject: Hello,\r\n\t", b"Subject: Hello,\r\n ",
               "fail", CHANGED_HEADER, c="simple/relaxed")
        change("name-in-other-case-simple", b"Subject:", b"SUBJECT:", "fail", CHANGED_HEADER,
               c="simple/simple")
        change("subject-changed", b"Hello,", b"Hullo,", "fail", CHANGED_HEADER)
        change("subject-gone", b"Subject: Hello,\r\n\t  world\r\n", b"", "fail", CHANGED_HEADER)
        change("signature-damaged", b"b=", b"b=AAAA", "fail", CHANGED_HEADER)
        change("body-hash-damaged", b"bh=", b"bh=AAAA", "fail",
               "the signature or the body hash is malformed")
        change("received-added", b"DKIM-Signature:", b"Received: from x\r\nDKIM-Signature:", "pass")
        change("second-from-on-top", b"DKIM-Signature:",
               b"From: eve@example.test\r\nDKIM-Signature:", "fail", second)
        change("second-from-below", b"\r\nMessage-ID: ",
               b"\r\nFROM : eve@example.test\r\nMessage-ID: ", "fail", second)
        change("line-end-lost", b"MIME-Version: 1.0\r\n", b"MIME-Version: 1.0\n", "fail", "the header is malformed or too long")
    whole = by_opendkim(c="simple/simple")
    case("blank-lines-at-the-end", whole + b"\r\n" * 9, "pass")
    case("blank-lines-at-the-end-relaxed",
         by_dkimpy(c="relaxed/relaxed") + b" \r\n\r\n\t\t\r\n", "pass")
    case("oversigned-second-to",
         by_opendkim(oversign=("from", "to")).replace(b"\r\nTo: ", b"\r\nTo: x@y.test\r\nTo: "),
         "fail", CHANGED_HEADER)
    case("second-to-on-top", b"To: eve@other.test\r\n" + signed(), "pass")
    case("oversigned-second-from",
         b"From: eve@example.test\r\n" + signed(h="from:from:to"), "fail", CHANGED_HEADER)
    case("two-from-both-signed",
         signed(b"From: eve@example.test\r\n" + PLAIN, h="from:from:to"), "pass")
    case("bare-cr-in-body", by_opendkim(c="relaxed/relaxed").replace(b"a text", b"a te\rxt"),
         "fail", BARE)
    case("bare-cr-at-the-end", signed() + b"\r", "fail", BARE)
    case("bare-lf-in-body", signed().replace(b"a text", b"a te\nxt"), "fail", BARE)
    case("lf-for-crlf", signed().replace(b". \r\n", b". \n"), "fail", BARE)
    case("nul-in-header", signed().replace(b"1.0", b"1\0 0"), "fail",
         "the header is malformed or too long")


def domains():
    case("no-signature", PLAIN, "none", "there is no signature")
    case("domain-in-other-case", signed(d="EXAMPLE.test"), "pass")
    case("from-domain-in-other-case", signed(), "pass", sender="Example.TEST")
    case("parent-domain", signed(d="test"), "fail", NOT_ALIGNED)
    case("from-of-subdomain", signed(), "fail", NOT_ALIGNED, sender="mail.example.test")
    case("signed-by-subdomain", signed(d="mail.example.test"), "fail", NOT_ALIGNED)
    case("signed-by-another", signed(d="other.test"), "fail", NOT_ALIGNED)
    case("domain-with-final-dot", signed(d="example.test."), "fail", NOT_ALIGNED)
    case("longer-domain", signed(d="xexample.test"), "fail", NOT_ALIGNED)
    case("another-and-ours", signed(signed(), d="other.test"), "pass")
    case("ours-and-another", signed(signed(d="other.test")), "pass")
    case("bad-and-good", signed(signed(), s="other"), "pass")
    case("good-and-bad", signed(signed(s="other")), "pass")
    case("both-bad", signed(signed(s="other"), s="revoked"), "fail", CHANGED_HEADER)
    many = PLAIN
    for i in range(40):
        many = f"DKIM-Signature: v=1; d=other{i}.test; l={i}; garbage\r\n".encode() + many
    case("many-of-others", signed(many), "pass")
    many = PLAIN
    for i in range(9):
        many = signed(many, s="other")
    case("tenth-of-ours", many.replace(PLAIN, signed()), "pass")
    case("eleventh-of-ours", signed(many, s="other").replace(PLAIN, signed()), "fail",
         CHANGED_HEADER)
    below = signed(d="other.test")
    case("covers-another-signature", signed(below, h=NAMES + ":dkim-signature"), "pass")
    case("covered-signature-changed",
         signed(below, h=NAMES + ":dkim-signature").replace(b"d=other.test", b"d=uther.test"),
         "fail", CHANGED_HEADER)
    case("covered-signature-malformed",
         signed("DKIM-Signature: ä\r\n".encode() + PLAIN, h=NAMES + ":dkim-signature"), "pass")
    many = PLAIN
    for i in range(11):
        many = f"DKIM-Signature: d=other{i}.test\r\n".encode() + many
    case("covers-too-many-signatures", signed(many, h=NAMES + ":dkim-signature"), "fail",
         "it covers other signatures, of which there are too many")


def keys():
    case("key-too-short", signed(key=TOO_SHORT, s="tooshort"), "fail",
         "the key is shorter than 1024 bits")
    too_costly = "the key is longer than 4096 bits, or its exponent is huge"
    case("key-of-16384-bits", signed(s="huge"), "fail", too_costly)
    case("key-with-huge-exponent", signed(s="exponent"), "fail", too_costly)
    case("key-of-1024-bits", signed(key=SHORT, s="short"), "pass")
    case("another-key", signed(s="other"), "fail", CHANGED_HEADER)
    case("no-key", signed(s="missing"), "fail", NO_RECORD)
    case("key-revoked", signed(s="revoked"), "fail", "the key is revoked")
    case("dns-fails", signed(s="failing"), "unknown", "the key could not be asked for")
    case("dns-fails-but-another-is-good", signed(signed(s="failing")), "pass")
    case("dns-fails-and-another-is-bad", signed(signed(s="other"), s="failing"), "unknown",
         "the key could not be asked for")
    case("another-is-bad-and-dns-fails", signed(signed(s="failing"), s="other"), "unknown",
         "the key could not be asked for")
    case("dns-fails-and-body-changed", signed(s="failing") + b"x\r\n", "fail", CHANGED_BODY)
    case("dns-fails-and-expired", signed(s="failing", x=str(4 * 10**9)), "fail",
         "the signature has expired", now=4 * 10**9 + 9000)
    case("dns-fails-for-another-domain", signed(s="failing", d="other.test"), "fail", NOT_ALIGNED)
    for s in ("open", "quoted", "versionless", "bare", "pkcs1", "sha1too", "anything", "testing",
              "second", "third", "a.b"):
        case(f"record-{s}", signed(s=s), "pass")
    case("record-unpadded", signed(key=ED, s="unpadded"), "pass")
    case("record-fourth", signed(s="fourth"), "fail", NO_RECORD)
    case("record-twice", signed(s="twice"), "fail", NO_RECORD)
    case("record-version2", signed(s="version2"), "fail", NO_RECORD)
    case("record-spf", signed(s="spf"), "fail", NO_RECORD)
    case("record-nokey", signed(s="nokey"), "fail", NO_RECORD)
    case("record-sha1only", signed(s="sha1only"), "fail", "the key forbids sha256")
    case("record-reports", signed(s="reports"), "fail", "the key is not for email")
    case("record-garbage", signed(s="garbage"), "fail", "the key cannot be read")
    case("record-notbase64", signed(s="notbase64"), "fail", "the key cannot be read")
    case("record-unknowntype", signed(s="unknowntype"), "fail", "the key is of another type")
    case("ed25519-with-rsa-record", signed(key=ED, s="wrongtype"), "fail",
         "the key is of another type")
    case("rsa-with-ed25519-record", signed(s="ed"), "fail", "the key is of another type")
    case("ed25519-with-rsa-octets", signed(key=ED, s="edasrsa"), "fail", "the key cannot be read")
    two = signed(signed(key=ED, s="rsa"), s="rsa")
    case("two-algorithms-one-selector", two, "pass")
    case("ed25519-beside-rsa-selector", signed(signed(s="other"), key=ED, s="rsa"), "fail",
         CHANGED_HEADER)


def tags():
    malformed = "l=, t= or x= is malformed"
    case("expired", signed(x=str(4 * 10**9)), "fail", "the signature has expired",
         now=4 * 10**9 + 301)
    case("expired-within-tolerance", signed(x=str(4 * 10**9)), "pass", now=4 * 10**9 + 300)
    case("of-the-future", signed(), "fail", "the signature is of the future", now=AT - 301)
    case("of-the-near-future", signed(), "pass", now=AT - 300)
    case("expires-before-it-was-signed", signed(x=str(AT)), "fail", malformed)
    case("expires-never", signed(x="x"), "fail", malformed)
    case("signed-without-time", signed(t=None), "pass")
    case("signed-before-1970", signed(t="-1"), "fail", malformed)
    case("sha1", signed(a="rsa-sha1"), "fail",
         "the algorithm is neither rsa-sha256 nor ed25519-sha256")
    case("opendkim-length", by_opendkim(length=True), "pass")
    case("dkimpy-length", by_dkimpy(length=True, c="relaxed/relaxed"), "pass")
    case("length-and-blank-lines", by_dkimpy(length=True) + b"\r\n\r\n", "pass")
    case("opendkim-length-body-longer", by_opendkim(length=True) + b"more\r\n", "fail",
         "it does not cover the whole body")
    case("dkimpy-length-body-longer",
         by_dkimpy(length=True, c="relaxed/relaxed") + b"more\r\n", "fail",
         "it does not cover the whole body")
    case("length-too-short", signed(l="5"), "fail", "it does not cover the whole body")
    case("length-too-long", signed(l="5000"), "fail", "it does not cover the whole body")
    whole = str(len(BODY) - 4)  # but the empty lines at its end
    many = PLAIN
    for i in range(30):
        many = signed(many, l=whole)
    case("thirty-with-length", many, "pass")
    case("bad-and-thirty-with-length", signed(many, s="other", l=whole), "fail", CHANGED_HEADER)
    case("two-with-length-and-one-without",
         signed(signed(signed(), l=whole), s="other", l=whole), "pass")
    case("length-is-no-number", signed(tags=" l=5x;"), "fail", malformed)
    case("length-is-huge", signed(tags=" l=99999999999999999999;"), "fail", malformed)
    case("identity", signed(i="alice@example.test"), "pass")
    case("identity-of-subdomain", signed(s="open", i="alice@mail.example.test"), "pass")
    case("identity-of-subdomain-strict", signed(i="alice@mail.example.test"), "fail",
         "the key is not for subdomains")
    case("identity-of-subdomain-testing", signed(s="testing", i="@mail.example.test"), "fail",
         "the key is not for subdomains")
    foreign = "i= is not in the signing domain"
    case("identity-of-another", signed(s="open", i="alice@other.test"), "fail", foreign)
    case("identity-of-longer-domain", signed(s="open", i="@xexample.test"), "fail", foreign)
    case("identity-without-at", signed(s="open", i="example.test"), "fail", foreign)
    case("version-2", signed(v="2"), "fail", "the version is not 1")
    case("no-version", signed(v=None), "fail", "the version is not 1")
    case("canonicalization-unknown", signed(tags=" c=nofws;", c=None), "fail",
         "the canonicalization is unknown")
    case("canonicalization-of-header-only", signed(c="relaxed"), "pass")
    case("no-canonicalization", signed(c=None), "pass")
    case("algorithm-in-other-case", signed(a="RSA-SHA256"), "pass")
    case("unknown-tag", signed(tags=" zz=some; y=;"), "pass")
    case("blanks-in-tags", signed(h="from :\r\n\t to:  subject"), "pass")
    case("dns-is-asked", signed(q="dns/txt"), "pass")
    case("dns-is-asked-second", signed(q="http/x:dns/txt"), "pass")
    case("something-else-is-asked", signed(q="http/x"), "fail", "the key is not in the DNS")
    case("two-domains", signed(tags=" d=example.test;"), "fail", NOT_ALIGNED)
    case("two-domains-in-two-cases", signed(tags=" D=other.test;"), "fail", NOT_ALIGNED)
    case("tag-without-value", signed(tags=" foo;"), "fail", NOT_ALIGNED)
    case("signature-not-ascii", signed(tags=" n=ä;"), "fail", NOT_ALIGNED)
    case("from-not-signed", signed(h="to:subject:date"), "fail",
         "the list of signed fields lacks From or is too long")
    case("empty-name-in-list", signed(h="from::to"), "pass")
    case("empty-name-ends-list", signed(h="from:to:"), "pass")
    case("empty-list", signed(h=":"), "fail",
         "the list of signed fields lacks From or is too long")
    case("too-many-names", signed(h="from" + ":x" * 300), "fail",
         "the list of signed fields lacks From or is too long")
    case("many-names", signed(h="from" + ":x" * 299), "pass")
    case("field-not-there-is-signed", signed(h="from:to:x-nothing"), "pass")
    case("field-not-there-is-added",
         signed(h="from:to:x-nothing").replace(b"MIME-", b"X-Nothing: 1\r\nMIME-", 1), "fail",
         CHANGED_HEADER)
    case("no-body-hash", signed(bh=None), "fail", "the signature or the body hash is malformed")
    case("selector-malformed", signed(s="a..b"), "fail", "the domain or the selector is malformed")
    case("selector-too-long", signed(s="x" * 64), "fail",
         "the domain or the selector is malformed")


for old in (HERE / "messages").glob("*.eml"):
    old.unlink()
good_ones()
changed_ones()
domains()
keys()
tags()
with open(HERE / "dns.txt", "w", encoding="utf-8") as file:
    for selector, texts in DNS.items():
        for text in texts if texts is not None else [None]:
            name = f"{selector}._domainkey.{DOMAIN}"
            file.write(f"{name}|failed|\n" if text is None else f"{name}|found|{text}\n")
with open(HERE / "table.txt", "w", encoding="utf-8") as file:
    for row in cases:
        file.write("|".join(row) + "\n")
print(len(cases), "messages")
