# SPDX-License-Identifier: GPL-3.0-or-later
"""Times the relay against a reference: starts a private roostd, and the reference where its up.sh
is found, and sets roost_bench on both in alternation. Arguments go to roost_bench. After it come
federation.py and crowd.py, alone with `--only federation` and `--only crowd`."""

import contextlib
import os
import resource
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(ROOT, "tests", "e2e"), HERE]
import crowd  # noqa: E402
import federation  # noqa: E402
import relay  # noqa: E402

# All else is as shipped. The driver sends more than a person does, and makes its accounts at once
# while the machine is busy with it.
SETTINGS = {
    "max_user_send_per_minute": 100000,
    "max_user_send_burst_size": 100000,
    "max_load_1m": 1000,
    "max_new_accounts_per_second": 1000,
}
REFERENCE = os.environ.get("ROOST_REFERENCE") or os.path.join(
    os.path.dirname(ROOT), "shared", "peers", "postfix-dovecot", "up.sh"
)
# Where both keep their data. By default a disk: /tmp may be memory, where a commit costs nothing.
FOLDER = os.environ.get("ROOST_BENCH_FOLDER")
REFERENCE_STATE = os.path.join(FOLDER or "/tmp", "ref")


class BenchRelay(relay.Relay):
    def __init__(self):
        super().__init__()
        self.settings = SETTINGS

    def description(self):
        return (
            f"name=roost host={relay.HOST} smtps={self.port('smtps')} imaps={self.port('imaps')} "
            f"users=u{{:08}}@{relay.DOMAIN} password=benchpass123 pids={self.process.pid}"
        )


def read_ready():
    """What the reference says of itself, as a description for roost_bench."""
    with open(os.path.join(REFERENCE_STATE, "READY"), encoding="utf-8") as file:
        ready = dict(line.rstrip("\n").split("=", 1) for line in file if "=" in line)
    users = ready["user_pattern"].replace("%07d", "{:07}")
    return (
        f"name=reference host={ready['ip']} smtps={ready['smtps_port']} "
        f"imaps={ready['imaps_port']} users={users} password={ready['password']} "
        f"pids={ready['postfix_master_pid']},{ready['dovecot_master_pid']}"
    )


@contextlib.contextmanager
def reference():
    """The reference's description; None where there is none."""
    if os.path.basename(REFERENCE) != "up.sh" or not os.path.exists(REFERENCE):
        yield None
        return
    environment = os.environ | {"REF_ROOT": REFERENCE_STATE}
    subprocess.run([REFERENCE], env=environment, check=True, stdout=sys.stderr)
    try:
        yield read_ready()
    finally:
        down = os.path.join(os.path.dirname(REFERENCE), "down.sh")
        subprocess.run([down, "--purge"], env=environment, check=False, stdout=sys.stderr)


def bench(arguments):
    programs = os.path.join(ROOT, "build", "release", "bin")
    os.environ.setdefault("ROOST_BIN", programs)
    folder = FOLDER or os.path.join(ROOT, "build", "bench")
    os.makedirs(folder, exist_ok=True)
    tempfile.tempdir = folder
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with reference() as other, BenchRelay() as ours:
        command = [os.path.join(os.environ["ROOST_BIN"], "roost_bench")]
        for server in (ours.description(), other):
            command += ["--server", server] if server else []
        return subprocess.run(command + arguments, check=False).returncode


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--only"] and arguments[1:2] in (["federation"], ["crowd"]):
        part = {"federation": federation, "crowd": crowd}[arguments[1]]
        return part.main(arguments[2:])
    status = bench(arguments)
    if status or "--only" in arguments:
        return status
    return federation.main(arguments) or crowd.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
