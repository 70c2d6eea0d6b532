# SPDX-License-Identifier: GPL-3.0-or-later
"""Times mail to and from other servers: a private roostd, and Postfix with OpenDKIM beside it, in
alternation. Messages come signed from a foreign domain, and leave signed for a sink."""

import argparse
import dataclasses
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(ROOT, "tests", "e2e"), HERE]
import mail  # noqa: E402
from children import Child, wait_for  # noqa: E402
from lab.opendkim import DkimKey  # noqa: E402
from lab.signing import Signer  # noqa: E402
from lab.world import Lab  # noqa: E402
from processes import cpu_seconds  # noqa: E402
from relay import PASSWORD  # noqa: E402

USERS = 20
DESTINATIONS = 50
BODY = 1500  # makes messages of 3 KB
CONNECTIONS = 20
SETTINGS = {"max_user_send_per_minute": 100000, "max_user_send_burst_size": 100000}


def shown(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}" if value >= 1 else f"{value:.4f}"


@dataclasses.dataclass
class Door:
    """Where messages are handed over."""

    host: str
    port: int
    password: str = ""  # then over TLS from the first octet, logged in


class Roost:
    name = "roost"

    def __init__(self, lab):
        self.relay = lab.relay("_roost.test", SETTINGS)
        self.users = [self.relay.address(f"user{n:05}") for n in range(USERS)]
        for user in self.users:
            self.relay.imap(user).logout()
        self.pids = [self.relay.process.pid]
        host = self.relay.host
        self.incoming = Door(host, self.relay.port("smtp"))
        self.outgoing = Door(host, self.relay.port("smtps"), PASSWORD)

    def delivered(self):
        rows = self.relay.call("user_list", limit=100)["users"]
        return sum(row["messages"] for row in rows)


class Reference:
    name = "Postfix + OpenDKIM"

    def __init__(self, lab, foreign_key):
        names = [f"user{n:05}" for n in range(USERS)]
        self.postfix = lab.postfix("reference.test", names, [foreign_key])
        self.users = [f"{name}@reference.test" for name in names]
        self.pids = self.postfix.pids()
        host = self.postfix.host
        self.incoming = Door(host, self.postfix.smtp_port)
        self.outgoing = Door(host, self.postfix.submission_port)
        self.folder = self.postfix.path("mail")

    def delivered(self):
        return sum(len(names) for path, _, names in os.walk(self.folder) if path.endswith("/new"))


class Bench:
    def __init__(self, lab, options):
        self.lab = lab
        self.options = options
        self.key = DkimKey(lab.folder, "foreign.test")
        lab.publish(self.key.record())
        self.signer = Signer("foreign.test", "mail", self.key.path)
        self.sink = Sink(lab)
        self.servers = [Roost(lab), Reference(lab, self.key)]
        self.figures = {}
        self.made = 0

    def run(self):
        for number in range(self.options.runs + 1):
            for server in self.servers:
                for measure in (self.incoming, self.outgoing):
                    os.sync()  # one server must not pay for what the other left to write
                    figures = measure(server, 100 if number == 0 else self.options.messages)
                    if number > 0:  # the first warms up
                        self.note(server, figures)

    def note(self, server, figures):
        for title, value in figures.items():
            print(f"{server.name:20} {title:32} {value:10.3f}", file=sys.stderr, flush=True)
            self.figures.setdefault(title, {}).setdefault(server.name, []).append(value)

    def incoming(self, server, count):
        messages = []
        for number in range(count):
            text = self.signer.sign(mail.encrypted("bob@foreign.test", self.new_name(), BODY))
            messages.append(("bob@foreign.test", server.users[number % USERS], text))
        return self.measure("incoming", server, server.incoming, messages, server.delivered)

    def outgoing(self, server, count):
        messages = []
        for number in range(count):
            sender = server.users[number % CONNECTIONS % USERS]
            recipient = f"bob@d{number % DESTINATIONS}.sink.test"
            messages.append((sender, recipient, mail.encrypted(sender, self.new_name(), BODY)))
        return self.measure("outgoing", server, server.outgoing, messages, self.sink.taken)

    def new_name(self):
        self.made += 1
        return f"bench{self.made}"

    def measure(self, title, server, door, messages, arrived):
        handover = Handover(self.lab.folder, door, messages)
        before, cpu = arrived(), cpu_seconds(server.pids)
        begin = time.monotonic()
        accepted, again = handover.run()
        if again:
            print(f"{server.name}: {again} messages were offered again", file=sys.stderr)
        wait_for(lambda: arrived() - before >= len(messages), f"{title} at {server.name}", 300)
        taken = time.monotonic() - begin
        used = cpu_seconds(server.pids) - cpu
        return {
            f"{title}: accepted/s": len(messages) / accepted,
            f"{title}: delivered/s": len(messages) / taken,
            f"{title}: CPU ms per message": 1000 * used / len(messages),
        }

    def report(self):
        ours, other = (server.name for server in self.servers)
        lines = [f"| figure | {ours} | {other} | ratio |", "| --- | --- | --- | --- |"]
        for title, values in self.figures.items():
            a, b = statistics.median(values[ours]), statistics.median(values[other])
            lines.append(f"| {title} | {shown(a)} | {shown(b)} | {shown(a / b)} |")
        return "\n".join(lines)


class Handover:
    """roost_traffic, ready to hand messages over."""

    def __init__(self, folder, door, messages):
        path = os.path.join(folder, "letters")
        with open(path, "wb") as file:
            for sender, recipient, text in messages:
                file.write(f"{sender} {recipient} {len(text)}\n".encode() + text)
        command = [traffic(), "send", "--host", door.host, "--port", str(door.port)]
        command += ["--letters", path, "--connections", str(CONNECTIONS)]
        command += ["--tls", "--password", door.password] if door.password else []
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def run(self):
        """Seconds, and how many messages had to be offered again."""
        answer, _ = self.process.communicate("\n", timeout=600)
        assert self.process.returncode == 0, "the handover failed"
        seconds, again = answer.split()
        return float(seconds), int(again)


class Sink:
    """Takes everything; counts."""

    def __init__(self, lab):
        host = lab.new_address()
        lab.publish("*.sink.test. MX 10 mx.sink.test.", f"mx.sink.test. A {host}")
        self.path = os.path.join(lab.folder, "count")
        command = [traffic(), "sink", "--host", host, "--port", str(lab.port("smtp"))]
        command += ["--certificate", lab.authority.certify("mx.sink.test"), "--count", self.path]
        child = Child(command, self.path + ".log")
        lab.ends.callback(child.stop)
        child.wait_for(lambda: os.path.exists(self.path), "the sink")

    def taken(self):
        return os.stat(self.path).st_size


def traffic():
    return os.path.join(os.environ["ROOST_BIN"], "roost_traffic")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--messages", type=int, default=2000)
    options, _ = parser.parse_known_args(arguments)  # the others are roost_bench's
    os.environ.setdefault("ROOST_BIN", os.path.join(ROOT, "build", "release", "bin"))
    # On a disk: /tmp may be memory, where a commit costs nothing.
    tempfile.tempdir = os.environ.get("ROOST_BENCH_FOLDER") or os.path.join(ROOT, "build", "bench")
    os.makedirs(tempfile.tempdir, exist_ok=True)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with Lab() as lab:
        bench = Bench(lab, options)
        bench.run()
        print(bench.report())
    return 0


if __name__ == "__main__":
    sys.exit(main())
