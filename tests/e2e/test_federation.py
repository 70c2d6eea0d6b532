# SPDX-License-Identifier: GPL-3.0-or-later
"""People on three relays, with the real Delta Chat core: they verify each other, chat, meet in a
group, hear of addresses that are gone, and lose nothing while a relay is away."""

import os
import tempfile
import time
import unittest

from chat_core import Core
from lab.world import Lab
from people import People

LOG_IN = 20
DELIVER = 2  # with DNS, TLS, a signature and its verification
GROUP = 6
BOUNCE = 5
COME_BACK = 15
SETTINGS = {
    "queue_first_retry_seconds": 1,
    "queue_longest_retry_seconds": 2,
    "max_user_send_burst_size": 100,
}


class Federation(People):
    def test_people_of_three_relays_chat(self):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix="roost-chat-"))
        with Lab() as lab, Core(folder) as self.core:
            relays = {name: lab.relay(f"_{name}.test", SETTINGS) for name in "abc"}
            ann = self.person("ann", relays["a"])
            bob = self.person("bob", relays["b"])
            eve = self.person("eve", relays["c"])
            ann_to_bob, bob_to_ann = self.befriend(ann, bob)
            for channel in ("https", "smtp"):
                relays["a"].change({"use_mxdeliv": channel == "https"})
                for number in range(3):
                    self.say(ann, ann_to_bob, bob, f"ann says {number} by {channel}", DELIVER)
                    self.say(bob, bob_to_ann, ann, f"bob says {number} by {channel}", DELIVER)
                (peer,) = relays["a"].call("peer_list")["peers"]
                self.assertEqual((peer["domain"], peer["channel"]), ("_b.test", channel))
            self.group_of_three(ann, bob, eve)
            self.large_file(folder, ann, ann_to_bob, bob)
            self.relay_goes_and_comes_back(relays["a"], relays["b"], ann, ann_to_bob, bob)
            self.address_goes(relays["c"], ann, eve)

    def person(self, name, relay):
        begin = time.monotonic()
        account = self.core.account(relay.invite(name * 3), name, LOG_IN)
        self.tell(f"{name} logs in", time.monotonic() - begin, LOG_IN)
        return account

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
        for name, person, others in (("bob", bob, (ann, eve)), ("eve", eve, (ann, bob))):
            begin = time.monotonic()
            person.call("misc_send_text_message", chats[name], f"{name} to both")
            for other in others:
                taken, _ = other.wait_message(f"{name} to both", begin, GROUP)
                self.tell(f"group, {name} to the others", taken, GROUP)

    def large_file(self, folder, sender, chat, receiver):
        """Larger than what is kept in the database: it travels from file to file."""
        path = os.path.join(folder, "file.bin")
        content = os.urandom(3_000_000)
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

        taken, event = receiver.wait(is_whole, "three megabytes", begin, 20)
        with open(receiver.call("get_message", event["msgId"])["file"], "rb") as file:
            self.assertEqual(file.read(), content)
        self.tell("three megabytes", taken, 20)

    def tries(self, here, relay):
        return here.queue().get(relay.domain, {"attempts": 0})["attempts"]

    def relay_goes_and_comes_back(self, here, relay, sender, chat, receiver):
        receiver.call("stop_io")
        relay.stop()
        texts = [f"while you were away {number}" for number in range(10)]
        for text in texts:
            sender.call("misc_send_text_message", chat, text)
        here.wait_for(lambda: self.tries(here, relay) >= 2, "the second try")
        relay.start()
        relay.wait_for_ports()
        begin = time.monotonic()
        receiver.call("start_io")
        for text in texts:
            taken, message = receiver.wait_message(text, begin, COME_BACK)
        self.tell("all that was sent meanwhile", taken, COME_BACK)
        numbers = receiver.call("get_message_ids", message["chatId"], False, False)
        seen = [receiver.call("get_message", number)["text"] for number in numbers]
        self.assertEqual([seen.count(text) for text in texts], [1] * len(texts))

    def address_goes(self, relay, ann, eve):
        """The app shows that a message to it could not be delivered, when it is told to read
        bounces: by default this core ignores all that is not encrypted, and bounces cannot be."""
        ann.call("set_config", "force_encryption", "0")
        ann_to_eve = self.chat_with(ann, "eve")
        self.say(ann, ann_to_eve, eve, "are you there?", DELIVER)
        eve.call("stop_io")
        relay.call("user_delete", address=relay.address("eveeveeve"))
        begin = time.monotonic()
        sent = ann.call("misc_send_text_message", ann_to_eve, "are you still there?")
        taken, _ = ann.wait(
            lambda e: e["kind"] == "MsgFailed" and e["msgId"] == sent, "a bounce", begin, BOUNCE
        )
        self.tell("bounce", taken, BOUNCE)
        error = ann.call("get_message", sent)["error"]
        self.assertIn("550", error)

    def chat_with(self, account, name):
        for contact in account.call("get_contacts", 0, None):
            if contact["address"].startswith(name * 3):
                return account.call("create_chat_by_contact_id", contact["id"])
        raise AssertionError(f"nobody is called {name}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
