# SPDX-License-Identifier: GPL-3.0-or-later
"""A small Internet on loopback: DNS, a certificate authority, relays, and mail servers of others.

Every server has an address of its own in 127.0.0.0/8 and all use the same ports, so that MX
records, which name no port, lead to the right one."""
