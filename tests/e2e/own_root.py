# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests that need what only root may do - many users, low ports, file systems of their own - start
themselves anew where their user is root: in namespaces of their own."""

import fcntl
import os
import socket
import struct
import subprocess
import sys

UNSHARE = ["unshare", "--user", "--map-root-user", "--map-auto", "--net", "--mount"]
UNSHARE += ["--fork", "--kill-child"]
SET_FLAGS = 0x8914  # SIOCSIFFLAGS of netdevice(7)
UP = 1
INSIDE = "ROOST_TEST_IS_OWN_ROOT"

ADVICE = """
This test needs several users, as Postfix does, or a file system of its own: run it as root, or let
your user have them in a namespace. That takes the package uidmap, 65536 subordinate ids
  usermod --add-subuids 100000-165535 --add-subgids 100000-165535 NAME
and a kernel that allows it (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone,
kernel.apparmor_restrict_unprivileged_userns).
"""


def become_root():
    """First of all that a test does. Returns at once when the user is root."""
    if INSIDE in os.environ:
        start_loopback()
    if os.geteuid() == 0:
        return
    tried = subprocess.run([*UNSHARE, "true"], capture_output=True, text=True)
    if tried.returncode != 0:
        sys.exit(tried.stderr + ADVICE)
    os.environ[INSIDE] = "yes"
    os.execvp(UNSHARE[0], [*UNSHARE, sys.executable, *sys.argv])


def start_loopback():
    """In a new network it is down."""
    with socket.socket(type=socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh22x", b"lo", UP)
        fcntl.ioctl(any_socket, SET_FLAGS, request)
