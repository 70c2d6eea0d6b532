# SPDX-License-Identifier: GPL-3.0-or-later
"""Signatures by OpenDKIM's library, with its own choice of words."""
import ctypes
import ctypes.util

lib = ctypes.CDLL("libopendkim.so.11")
lib.dkim_init.restype = ctypes.c_void_p
lib.dkim_sign.restype = ctypes.c_void_p
lib.dkim_geterror.restype = ctypes.c_char_p

SIMPLE, RELAXED = 0, 1
RSA, ED25519 = 1, 2
OPTION_FLAGS, OPTION_OVERSIGN, OPTION_TIME = 0, 5, 8
FLAG_LENGTH = 4
SET = 1


def check(status, handle=None):
    if status != 0:
        raise RuntimeError(f"libopendkim: {status} {lib.dkim_geterror(handle) if handle else ''}")


def sign(message, selector, domain, key_pem, at, header=RELAXED, body=SIMPLE, algorithm=RSA,
         length=False, oversign=()):
    """The field that signs `message`, with its line end."""
    library = ctypes.c_void_p(lib.dkim_init(None, None))
    flags = ctypes.c_uint(FLAG_LENGTH if length else 0)
    check(lib.dkim_options(library, SET, OPTION_FLAGS, ctypes.byref(flags), ctypes.c_size_t(4)))
    time = ctypes.c_uint64(at)
    check(lib.dkim_options(library, SET, OPTION_TIME, ctypes.byref(time), ctypes.c_size_t(8)))
    if oversign:
        names = (ctypes.c_char_p * (len(oversign) + 1))(*[n.encode() for n in oversign], None)
        check(lib.dkim_options(library, SET, OPTION_OVERSIGN, names, ctypes.c_size_t(8)))
    status = ctypes.c_int(0)
    handle = ctypes.c_void_p(
        lib.dkim_sign(library, b"-", None, key_pem, selector.encode(), domain.encode(), header,
                      body, algorithm, ctypes.c_ssize_t(-1), ctypes.byref(status)))
    check(status.value)
    head, _, text = message.partition(b"\r\n\r\n")
    for field in head.replace(b"\r\n ", b"\0 ").replace(b"\r\n\t", b"\0\t").split(b"\r\n"):
        field = field.replace(b"\0", b"\r\n")
        check(lib.dkim_header(handle, field, ctypes.c_size_t(len(field))), handle)
    check(lib.dkim_eoh(handle), handle)
    if text:
        check(lib.dkim_body(handle, text, ctypes.c_size_t(len(text))), handle)
    check(lib.dkim_eom(handle, None), handle)
    value, size = ctypes.c_void_p(), ctypes.c_size_t()
    check(lib.dkim_getsighdr_d(handle, ctypes.c_size_t(16), ctypes.byref(value),
                               ctypes.byref(size)), handle)
    return b"DKIM-Signature: " + ctypes.string_at(value, size.value) + b"\r\n"
