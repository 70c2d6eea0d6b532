# SPDX-License-Identifier: GPL-3.0-or-later
"""The real Delta Chat core, driven by JSON-RPC 2.0 on its standard streams."""

import itertools
import json
import os
import queue
import subprocess
import threading
import time


class Core:
    """The program `deltachat-rpc-server` with any number of accounts; use it in a `with`."""

    def __init__(self, folder):
        program = os.environ["ROOST_CHAT_CORE"]
        assert os.path.exists(program), f"{program} is missing: ./dev test fetches it"
        self.log = open(os.path.join(folder, "core.log"), "wb")
        self.process = subprocess.Popen(
            [program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            env={"DC_ACCOUNTS_PATH": os.path.join(folder, "accounts"), "PATH": "/usr/bin:/bin"},
        )
        self.numbers = itertools.count(1)
        self.write_lock = threading.Lock()
        self.answers = {}  # number of the call: queue of its one answer
        self.accounts = {}  # id: Account
        self.ending = False
        for task in (self.read_answers, self.read_events):
            threading.Thread(target=task, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ending = True
        self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def call(self, method, *params, limit=60):
        """The result of one method; an error answer fails the test."""
        number = next(self.numbers)
        answer = self.answers[number] = queue.Queue()
        text = json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        with self.write_lock:
            self.process.stdin.write(text.encode() + b"\n")
            self.process.stdin.flush()
        try:
            reply = answer.get(timeout=limit)
        except queue.Empty:
            raise AssertionError(f"{method} gave no answer within {limit} s")
        assert "error" not in reply, f"{method}: {reply['error']}"
        return reply["result"]

    def read_answers(self):
        for line in self.process.stdout:
            reply = json.loads(line)
            waiting = self.answers.pop(reply.get("id"), None)
            if waiting:
                waiting.put(reply)

    def read_events(self):
        while not self.ending:
            try:
                events = self.call("get_next_event_batch", limit=600)
            except (AssertionError, ValueError, OSError):
                return
            for event in events:
                account = self.accounts.get(event["contextId"])
                if account:
                    account.note(event["event"])

    def account(self, link, name, limit):
        """A new account on the relay that `link` invites to, online."""
        number = self.call("add_account")
        account = self.accounts[number] = Account(self, number)
        # A bot accepts every chat; it sends receipts only when told to.
        settings = {"bot": "1", "displayname": name, "mdns_enabled": "1"}
        account.call("batch_set_config", settings)
        begin = time.monotonic()
        account.call("add_transport_from_qr", link, limit=limit)
        account.call("start_io")
        account.wait(lambda e: e["kind"] == "ImapInboxIdle", "IDLE", begin, limit)
        return account


class Account:
    """One account; what happened to it is kept, so that nothing is missed by waiting late."""

    def __init__(self, core, number):
        self.core = core
        self.number = number
        self.changed = threading.Condition()
        self.events = []

    def call(self, method, *params, limit=60):
        return self.core.call(method, self.number, *params, limit=limit)

    def note(self, event):
        with self.changed:
            event["at"] = time.monotonic()
            self.events.append(event)
            self.changed.notify_all()

    def wait(self, wanted, what, begin, limit):
        """Seconds from `begin` to the first event since then that is wanted; at most `limit`."""
        seen = 0
        with self.changed:
            while True:
                while seen < len(self.events):
                    event = self.events[seen]
                    seen += 1
                    if event["at"] < begin or not wanted(event):
                        continue
                    taken = event["at"] - begin
                    assert taken <= limit, f"{what} took {taken:.3f} s, more than {limit} s"
                    return taken, event
                left = begin + limit - time.monotonic()
                last = [event for event in self.events if event["kind"] != "Info"][-12:]
                assert left > 0, f"{what} did not come within {limit} s; last: {last}"
                self.changed.wait(left)

    def wait_message(self, text, begin, limit):
        """Waits for an incoming message with this text; the seconds it took, and the message."""

        def is_it(event):
            if event["kind"] not in ("IncomingMsg", "MsgsChanged") or not event["msgId"]:
                return False
            return self.call("get_message", event["msgId"])["text"] == text

        taken, event = self.wait(is_it, f"the message {text!r}", begin, limit)
        return taken, self.call("get_message", event["msgId"])
