# SPDX-License-Identifier: GPL-3.0-or-later
"""The relay asks the name servers that its setting names, and others as soon as it names others."""

import socket
import struct
import threading
import unittest

import mail
from relay import HOST, Relay, address

ANN = address("annannann")
SERVER_FAILURE = 2


class NameServer:
    """Knows nothing, but remembers what it was asked. Use it in a `with`."""

    def __init__(self):
        self.asked = set()
        self.socket = socket.socket(type=socket.SOCK_DGRAM)
        self.socket.bind((HOST, 0))
        self.address = f"{HOST}:{self.socket.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.socket.sendto(b"", self.socket.getsockname())  # the end
        self.thread.join()
        self.socket.close()

    def serve(self):
        while True:
            question, peer = self.socket.recvfrom(4096)
            if not question:
                return
            self.asked.add(name_in(question))
            flags = 0x8180 | SERVER_FAILURE
            header = question[:2] + struct.pack("!5H", flags, 1, 0, 0, 0)
            self.socket.sendto(header + question_part(question), peer)


def labels(question):
    at = 12
    while question[at]:
        yield question[at + 1 : at + 1 + question[at]]
        at += 1 + question[at]


def name_in(question):
    return b".".join(labels(question)).decode().lower()


def question_part(question):
    """Name, type and class, without what EDNS adds."""
    length = sum(len(label) + 1 for label in labels(question))
    return question[12 : 12 + length + 5]


class Forwarders(unittest.TestCase):
    def send_to(self, relay, domain):
        with relay.smtp(ANN) as client:
            client.sendmail(ANN, [f"somebody@{domain}"], mail.encrypted(ANN, domain))

    def test_the_servers_of_the_setting_are_asked(self):
        with NameServer() as first, NameServer() as second:
            with Relay({"dns_forwarders": first.address}) as relay:
                self.send_to(relay, "one.test")
                relay.wait_for(lambda: "one.test" in first.asked, "a question to the first")
                self.assertFalse(second.asked)

                relay.ctl("setting", "dns_forwarders", second.address)
                self.send_to(relay, "two.test")
                relay.wait_for(lambda: "two.test" in second.asked, "a question to the second")
                self.assertNotIn("two.test", first.asked)

                refused = relay.try_ctl("setting", "dns_forwarders", "ns.test")
                self.assertNotEqual(refused.returncode, 0)

                relay.stop()
                relay.start()
                self.send_to(relay, "three.test")
                relay.wait_for(lambda: "three.test" in second.asked, "a question after a restart")
                self.assertNotIn("three.test", first.asked)


if __name__ == "__main__":
    unittest.main()
