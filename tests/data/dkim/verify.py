#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""verify.py MESSAGE RECORD: exits with 0 when dkimpy takes the first signature, with RECORD as what
the DNS holds."""
import sys

import dkim

with open(sys.argv[1], "rb") as file:
    message = file.read()
sys.exit(0 if dkim.verify(message, dnsfunc=lambda name, timeout=5: sys.argv[2].encode()) else 1)
