# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people, then three, with the real Delta Chat core: log in by invite, verify each other, chat,
read, send a large file, forget. Every step has a number of seconds it must keep; nothing is tried
twice."""

import os
import tempfile
import time
import unittest
import urllib.parse

from chat_core import Core
from people import DELIVER, People
from relay import Relay

LOG_IN = 20
GROUP = 5  # the invitation of the third, then the message
FIVE_MEGABYTES = 15
FORGET = 10


class DeltaChat(People):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="roost-chat-"))
        self.folder = folder
        self.relay = self.enterContext(Relay())
        self.core = self.enterContext(Core(folder))
        self.links = {}

    def test_people_chat(self):
        ann, bob = self.person("ann"), self.person("bob")
        ann_to_bob, bob_to_ann = self.befriend(ann, bob)
        for number in range(3):
            self.say(ann, ann_to_bob, bob, f"ann says {number}")
            self.say(bob, bob_to_ann, ann, f"bob says {number}")
        self.read_receipt(ann, ann_to_bob, bob)
        eve = self.person("eve")
        self.group_of_three(ann, bob, eve)
        self.large_file(ann, ann_to_bob, bob)
        for name in self.links:
            self.nothing_is_left(name)

    def person(self, name):
        self.links[name] = self.relay.invite()
        begin = time.monotonic()
        account = self.core.account(self.links[name], name, LOG_IN)
        self.tell(f"{name} logs in", time.monotonic() - begin, LOG_IN)
        return account

    def read_receipt(self, sender, chat, reader):
        sent, message = self.say(sender, chat, reader, "have you read this?")
        begin = time.monotonic()
        reader.call("markseen_msgs", [message["id"]])
        taken, _ = sender.wait(
            lambda e: e["kind"] == "MsgRead" and e["msgId"] == sent, "a receipt", begin, DELIVER * 3
        )
        self.tell("read receipt", taken, DELIVER * 3)

    def group_of_three(self, ann, bob, eve):
        self.befriend(ann, eve)
        group = ann.call("create_group_chat", "three", False)
        for contact in ann.call("get_contact_ids", 0, None):
            ann.call("add_contact_to_chat", group, contact)
        begin = time.monotonic()
        ann.call("misc_send_text_message", group, "to both")
        chats = {}
        for name, person in (("bob", bob), ("eve", eve)):
            taken, message = person.wait_message("to both", begin, GROUP)
            self.tell(f"group, ann to {name}", taken, GROUP)
            chats[name] = message["chatId"]
        begin = time.monotonic()
        eve.call("misc_send_text_message", chats["eve"], "eve to both")
        for name, person in (("ann", ann), ("bob", bob)):
            taken, _ = person.wait_message("eve to both", begin, GROUP)
            self.tell(f"group, eve to {name}", taken, GROUP)

    def large_file(self, sender, chat, receiver):
        """Five megabytes arrive as they were."""
        content = os.urandom(5_000_000)
        path = os.path.join(self.folder, "file.bin")
        with open(path, "wb") as file:
            file.write(content)
        begin = time.monotonic()
        data = {"file": path, "filename": "file.bin", "viewtype": "File", "text": "a large file"}
        sender.call("send_msg", chat, data)

        def is_whole(event):
            if event["kind"] not in ("IncomingMsg", "MsgsChanged") or not event.get("msgId"):
                return False
            message = receiver.call("get_message", event["msgId"])
            return message["text"] == "a large file" and message["fileBytes"] == len(content)

        taken, event = receiver.wait(is_whole, "five megabytes", begin, FIVE_MEGABYTES)
        message = receiver.call("get_message", event["msgId"])
        with open(message["file"], "rb") as file:
            self.assertEqual(file.read(), content)
        self.tell("five megabytes", taken, FIVE_MEGABYTES)

    def nothing_is_left(self, name):
        """Apps delete what they have downloaded: the mailbox becomes empty (protocol.md A23)."""
        address, query = self.links[name].removeprefix("dclogin:").split("?")
        password = urllib.parse.parse_qs(query)["p"][0]
        begin = time.monotonic()
        with self.relay.imap(address, password) as client:
            while int(client.select("INBOX")[1][0]) > 0:
                taken = time.monotonic() - begin
                self.assertLess(taken, FORGET, f"{name}'s mailbox still holds messages")
                time.sleep(0.05)
        self.tell(f"{name}'s mailbox is empty", time.monotonic() - begin, FORGET)


if __name__ == "__main__":
    unittest.main(verbosity=2)
