# SPDX-License-Identifier: GPL-3.0-or-later
"""Roost relays that exchange mail in the lab."""

import email
import os
import urllib.parse

from children import wait_for
from lab.opendkim import dkim_record
from relay import PASSWORD, Relay


class LabRelay(Relay):
    """roostd with an address of its own; DNS leads to it. Use it in a `with`."""

    def __init__(self, lab, domain, settings=None):
        federation = {
            "dns_forwarders": lab.dns.address,
            "outgoing_smtp_port": lab.port("smtp"),
            "outgoing_https_port": lab.port("https"),
            "extra_trust_anchors": lab.authority.pem,
        }
        super().__init__(
            federation | (settings or {}), domain, host=lab.new_address(), offset=lab.offset
        )
        self.lab = lab

    def __enter__(self):
        super().__enter__()
        try:
            self.publish()
        except BaseException as failure:
            self.__exit__(type(failure), failure, failure.__traceback__)
            raise failure
        return self

    def publish(self):
        key = os.path.join(self.folder, "data", "dkim", "opendkim.pem")
        wait_for(lambda: os.path.exists(key), "the relay's DKIM key", 10, self.answers)
        self.lab.publish(
            f"{self.domain}. MX 10 {self.domain}.",
            f"{self.domain}. A {self.host}",
            dkim_record(self.domain, "opendkim", key),
        )

    def address(self, name):
        assert len(name) == 9, name
        return f"{name}@{self.domain}"

    def submit(self, sender, recipients, text):
        with self.smtp(sender) as client:
            refused = client.sendmail(sender, recipients, text)
        assert not refused, refused

    def messages(self, user):
        """All messages in the user's mailbox, as octets."""
        with self.imap(user) as client:
            count = int(client.select("INBOX")[1][0])
            if count == 0:
                return []
            kind, parts = client.fetch(f"1:{count}", "(BODY.PEEK[])")
            assert kind == "OK", kind
            return [part[1] for part in parts if isinstance(part, tuple)]

    def bounces(self, user):
        """What the user was told of deliveries that failed: recipient to the fields about it."""
        found = {}
        for text in self.messages(user):
            message = email.message_from_bytes(text)
            if message.get_content_type() == "multipart/report":
                for fields in message.get_payload()[1].get_payload()[1:]:
                    found[fields["Final-Recipient"].partition(";")[2].strip()] = fields
        return found

    def queue(self):
        """What mail waits for: domain to the group that was tried most often."""
        groups = self.call("queue_list", limit=1000)["groups"]
        return {group["domain"]: group for group in sorted(groups, key=lambda x: x["attempts"])}

    def invite(self, name=""):
        """A link for the app; it names the relay by number, which the app's resolver need not find.
        """
        values = {"p": PASSWORD, "v": 1, "ih": self.host, "sh": self.host, "is": "ssl", "ss": "ssl"}
        values |= {"ip": self.port("imaps"), "sp": self.port("smtps"), "ic": 3}
        return f"dclogin:{self.address(name)}?" + urllib.parse.urlencode(
            values, quote_via=urllib.parse.quote
        )
