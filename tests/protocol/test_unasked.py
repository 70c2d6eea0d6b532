# SPDX-License-Identifier: GPL-3.0-or-later
"""What an app that keeps only its first hundred unasked responses makes of a thousand changes: it
must not sleep over new mail, whatever it had to drop (protocol.md A17)."""

import re
import unittest

import mail
from relay import Relay, address
from transcripts import Line

MANY = 1000
KEPT = 100
PASSWORD = "a password of enough letters"
RELAY = None


def setUpModule():
    global RELAY
    plenty = {"max_user_send_per_minute": 100000, "max_user_send_burst_size": 100000}
    RELAY = unittest.enterModuleContext(Relay(plenty))


class App:
    """A client whose queue of unasked responses is as long as that of chat apps, which look at it
    before IDLE only."""

    def __init__(self, owner):
        self.line = Line(RELAY, "imaps")
        self.line.line()
        self.queue = []
        self.heard = []  # all of it, as another client would
        self.ask(f'LOGIN {owner} "{PASSWORD}"')
        self.ask("SELECT INBOX")
        self.look()

    def ask(self, command):
        """The lines before the tagged answer."""
        self.line.send(f"a {command}\r\n".encode())
        return self.until("a ")

    def until(self, start):
        lines = []
        while not (line := self.line.line()).startswith(start):
            assert line != "(end)", lines[-5:]
            self.hear(line)
            lines.append(line)
        assert not line.startswith(("a NO", "a BAD")), line
        return lines

    def hear(self, line):
        self.heard.append(line)
        if len(self.queue) < KEPT:
            self.queue.append(line)

    def look(self):
        """Whether there is reason to fetch before IDLE."""
        kept, self.queue = self.queue, []
        return any(re.fullmatch(r"\* \d+ (EXISTS|FETCH .*)", line) for line in kept)

    def idle(self):
        self.line.send(b"a IDLE\r\n")
        assert self.line.line() == "+ idling"

    def wakes(self):
        """The first that comes in IDLE ends it; apps always fetch then."""
        line = self.line.line()
        self.hear(line)
        self.line.send(b"DONE\r\n")
        self.until("a OK")
        return line

    def flags(self):
        """UID and flags of all messages, fetched."""
        lines = self.ask("UID FETCH 1:* (FLAGS)")
        return sorted(line.split("(", 1)[1] for line in lines if " FETCH " in line)


class Bulk(unittest.TestCase):
    def app(self, name, messages):
        """An app that idled before, and another client that changes what it sees."""
        self.owner = address(name)
        with RELAY.imap(self.owner) as client:
            text = mail.encrypted(self.owner, "bulk")
            begin = f"b APPEND INBOX {{{len(text)}+}}\r\n".encode()
            for _ in range(messages // 100):
                client.send((begin + text + b"\r\n") * 100)
                for _ in range(100):
                    assert client.readline().startswith(b"b OK")
        app, other = App(self.owner), App(self.owner)
        self.addCleanup(app.line.close)
        self.addCleanup(other.line.close)
        return app, other

    def deliver(self):
        with RELAY.smtp(self.owner) as client:
            client.sendmail(self.owner, [self.owner], mail.encrypted(self.owner, "new"))

    def test_new_mail_is_told_before_a_thousand_expunges(self):
        app, other = self.app("expungeex", MANY)
        other.ask("STORE 1:* +FLAGS.SILENT (\\Deleted)")
        app.ask("NOOP")
        app.look()
        other.ask("EXPUNGE")
        self.deliver()
        app.ask("NOOP")
        self.assertEqual(app.heard[-MANY - 1], f"* {MANY + 1} EXISTS")
        self.assertEqual(app.heard[-MANY:], [f"* {n} EXPUNGE" for n in range(MANY, 0, -1)])
        self.assertTrue(app.look())
        self.assertEqual(app.flags(), [f"UID {MANY + 1} FLAGS ())"])

    def test_mail_that_came_after_a_thousand_expunges_ends_idle(self):
        app, other = self.app("afterwwwa", MANY)
        other.ask("STORE 1:* +FLAGS.SILENT (\\Deleted)")
        app.ask("NOOP")
        app.look()
        other.ask("EXPUNGE")
        app.ask("NOOP")
        self.deliver()
        app.ask("NOOP")
        self.assertEqual(app.heard[-1], "* 1 EXISTS")
        # The app has dropped that, goes to sleep, and is woken at once.
        self.assertFalse(app.look())
        app.idle()
        self.assertEqual(app.wakes(), "* 1 EXISTS")
        # Once is enough.
        self.assertTrue(app.look())
        app.idle()
        self.deliver()
        self.assertEqual(app.wakes(), "* 2 EXISTS")

    def test_a_thousand_changes_during_idle_are_all_told(self):
        app, other = self.app("idleflags", MANY)
        app.idle()
        other.ask("STORE 1:* +FLAGS.SILENT (\\Flagged)")
        for _ in range(MANY):
            app.hear(app.line.line())
        expected = [f"* {n} FETCH (UID {n} FLAGS (\\Flagged))" for n in range(1, MANY + 1)]
        self.assertEqual(app.heard[-MANY:], expected)
        self.deliver()
        self.assertEqual(app.wakes(), f"* {MANY + 1} EXISTS")
        # Of the changes the app kept a hundred; what it fetches after IDLE has all.
        self.assertEqual(len(app.queue), KEPT)
        self.assertTrue(app.look())
        self.assertEqual(sum("\\Flagged" in line for line in app.flags()), MANY)

    def test_what_one_answer_holds_fits_into_an_app(self):
        refused = RELAY.try_ctl("setting", "max_message_size", "513M")
        self.assertNotEqual(refused.returncode, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
