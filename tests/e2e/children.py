# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers started by a test, which end with it however it ends."""

import ctypes
import os
import signal
import subprocess
import time

PATIENCE = float(os.environ.get("ROOST_PATIENCE", "1"))
LIBC = ctypes.CDLL(None)
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def dying_with_us(death_signal=signal.SIGKILL, own_group=False):
    """For `preexec_fn`: the child gets the signal when the thread that started it ends."""
    parent = os.getpid()

    def prepare():
        if own_group:
            os.setpgid(0, 0)
        LIBC.prctl(SET_DEATH_SIGNAL, int(death_signal))
        if os.getppid() != parent:
            os._exit(1)

    return prepare


class Child:
    """A server in the foreground with its output in a file. Ended by `stop`."""

    def __init__(self, command, log_path, death_signal=signal.SIGTERM, **options):
        self.name = os.path.basename(command[0])
        self.log_path = log_path
        with open(log_path, "ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=options.pop("stdin", subprocess.DEVNULL),
                stdout=log,
                stderr=log,
                # A group of its own: Postfix ends its helpers through it.
                preexec_fn=dying_with_us(death_signal, own_group=True),
                **options,
            )

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10 * PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def signal(self, number):
        self.process.send_signal(number)

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def wait_for(self, condition, what, limit=15):
        wait_for(condition, f"{self.name}: {what}", limit, self.check_alive)

    def check_alive(self):
        status = self.process.poll()
        assert status is None, f"{self.name} ended by itself with {status}:\n{self.log()[-4000:]}"


def wait_for(condition, what, limit=15, meanwhile=lambda: None):
    """Until the condition holds; its value."""
    end = time.monotonic() + limit * PATIENCE
    while not (value := condition()):
        meanwhile()
        assert time.monotonic() < end, f"{what}: not within {limit} s"
        time.sleep(0.02)
    return value
