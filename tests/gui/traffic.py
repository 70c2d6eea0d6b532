#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What chat apps do, for the tests of the console: traffic.py OFFSET ACTION...

users COUNT        makes accounts by logging in
chat SECONDS       one account logs in and sends itself messages for so long
send RECIPIENTS    one account sends a message to each of these, commas between
bounced DOMAIN     that account is told that a message for DOMAIN was not delivered
"""

import imaplib
import os
import smtplib
import ssl
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))
import mail  # noqa: E402

HOST = "127.0.0.1"
PASSWORD = "a password of enough letters"


def any_certificate():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def imap(offset, name):
    client = imaplib.IMAP4_SSL(HOST, offset + 993, ssl_context=any_certificate(), timeout=30)
    client.login(f"{name}@_roost.localhost", PASSWORD)
    return client


def users(offset, count):
    for number in range(count):
        imap(offset, f"user{number:05d}").logout()


def chat(offset, seconds):
    address = "chatterer@_roost.localhost"
    watcher = imap(offset, "chatterer")
    sender = smtplib.SMTP_SSL(HOST, offset + 465, context=any_certificate(), timeout=30)
    sender.login(address, PASSWORD)
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        number += 1
        try:
            sender.sendmail(address, [address], mail.encrypted(address, f"traffic{number}"))
        except smtplib.SMTPResponseException as refused:
            if refused.smtp_code // 100 != 4:
                raise
            sender.rset()  # one may send only so much in a minute
        except smtplib.SMTPRecipientsRefused:
            sender.rset()
        watcher.noop()
        imap(offset, "chatterer").logout()
        time.sleep(0.2)
    sender.quit()
    watcher.logout()


def send(offset, recipients):
    address = "chatterer@_roost.localhost"
    imap(offset, "chatterer").logout()
    sender = smtplib.SMTP_SSL(HOST, offset + 465, context=any_certificate(), timeout=30)
    sender.login(address, PASSWORD)
    for number, recipient in enumerate(recipients):
        sender.sendmail(address, [recipient], mail.encrypted(address, f"away{number}"))
    sender.quit()


def bounced(offset, domain):
    client = imap(offset, "chatterer")
    client.select("INBOX")
    _, found = client.search(None, "FROM", "MAILER-DAEMON")
    for number in found[0].split():
        _, parts = client.fetch(number, "(RFC822)")
        if b"@" + domain.encode() in parts[0][1]:
            client.logout()
            return
    sys.exit("no notice came")


def main():
    offset = int(sys.argv[1])
    action, argument = sys.argv[2], sys.argv[3]
    if action == "users":
        users(offset, int(argument))
    elif action == "chat":
        chat(offset, float(argument))
    elif action == "send":
        send(offset, argument.split(","))
    elif action == "bounced":
        bounced(offset, argument)
    else:
        sys.exit("unknown action")


main()
