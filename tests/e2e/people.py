# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do with their apps, each step with a number of seconds it must keep."""

import time
import unittest

JOIN = 20
DELIVER = 1


class People(unittest.TestCase):
    """A test case in which accounts of the chat core meet."""

    def befriend(self, inviter, joiner):
        """Securejoin; the chats each has with the other."""
        begin = time.monotonic()
        code = inviter.call("get_chat_securejoin_qr_code", None)
        joiner_chat = joiner.call("secure_join", code)

        def is_done(event):
            return event["kind"].startswith("Securejoin") and event["progress"] == 1000

        taken, _ = joiner.wait(is_done, "securejoin of the joiner", begin, JOIN)
        self.tell("securejoin, joiner", taken, JOIN)
        taken, event = inviter.wait(is_done, "securejoin of the inviter", begin, JOIN)
        self.tell("securejoin, inviter", taken, JOIN)
        contact = event["contactId"]
        return inviter.call("create_chat_by_contact_id", contact), joiner_chat

    def say(self, sender, chat, receiver, text, limit=DELIVER):
        begin = time.monotonic()
        sent = sender.call("misc_send_text_message", chat, text)
        taken, message = receiver.wait_message(text, begin, limit)
        self.assertTrue(message["showPadlock"], "the message was not encrypted")
        self.tell(text, taken, limit)
        return sent, message

    def tell(self, step, seconds, limit):
        print(f"{seconds:7.3f} s of {limit:2} s  {step}", flush=True)
        self.assertLessEqual(seconds, limit, step)
