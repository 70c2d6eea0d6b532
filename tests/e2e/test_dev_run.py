# SPDX-License-Identifier: GPL-3.0-or-later
"""What a newcomer types: ./dev run, without a display and with one, on data of its own."""

import imaplib
import os
import re
import shutil
import signal
import subprocess
import time
import unittest
from urllib.parse import unquote

from children import PATIENCE, Child, dying_with_us, wait_for
from relay import any_certificate, free_offset, short_folder

DEV = os.path.join(os.path.dirname(__file__), "..", "..", "dev")
FIRST_START = 20  # seconds; a computer may have to make keys
NEXT_START = 8
SHOWN = "Ctrl-C stops the relay."
QR_LINE = re.compile(r"^[█▀▄ ]{25,}$", re.MULTILINE)


class Run:
    """`./dev run` as a shell would start it: a group of processes that Ctrl-C goes to."""

    def __init__(self, folder, offset, name, **environment):
        self.output_path = os.path.join(folder, name)
        data = os.path.join(folder, "data")
        with open(self.output_path, "wb") as output:
            self.process = subprocess.Popen(
                [DEV, "run", "--no-build", "--data", data, "--port-offset", str(offset)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=surroundings(folder) | environment,
                start_new_session=True,
                preexec_fn=dying_with_us(signal.SIGTERM),
            )

    def output(self):
        with open(self.output_path, encoding="utf-8") as file:
            return file.read()

    def is_shown(self):
        return SHOWN in self.output()

    def lost_a_port(self):
        return "another program uses port" in self.output()

    def wait_for(self, condition, what, limit):
        wait_for(condition, f"{what}\n{self.output()}", limit, self.check_alive)

    def check_alive(self):
        assert self.process.poll() is None, self.output()

    def wait_until_shown(self, limit):
        self.wait_for(self.is_shown, "the invite", limit)
        return self.output()

    def press_control_c(self):
        """The status it ends with, when nothing of it is left."""
        os.killpg(self.process.pid, signal.SIGINT)
        status = self.process.wait(timeout=15 * PATIENCE)
        wait_for(lambda: not living(self.process.pid), "the last process", 5)
        return status

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=15 * PATIENCE)


def surroundings(folder):
    """No display, and nothing of the developer's: the console keeps settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_CONFIG_HOME")
    }
    return kept | {"HOME": folder, "LC_ALL": "C.UTF-8"}


def living(session):
    """The processes of a session, as far as they still run."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                state, _, _, of_session = file.read().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(of_session) == session and state != "Z":
            found.append(name)
    return found


class DevRun(unittest.TestCase):
    def setUp(self):
        self.folder = short_folder()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.offset = free_offset()

    def run_dev(self, name="output", **environment):
        run = Run(self.folder, self.offset, name, **environment)
        self.addCleanup(run.end)
        return run

    def first_run(self, is_ready, what, **environment):
        """One that sets the relay up and is ready; at another offset when somebody was faster."""
        for _ in range(5):
            run = self.run_dev(**environment)
            run.wait_for(lambda: run.lost_a_port() or is_ready(run), what, FIRST_START)
            if not run.lost_a_port():
                return run
            run.process.wait(timeout=15 * PATIENCE)
            self.offset = free_offset()
        raise AssertionError(run.output())

    def test_in_a_terminal(self):
        first = self.first_run(Run.is_shown, "the invite")
        output = first.output()
        self.assertIn("roost --control", output)
        self.log_in(output)
        self.check_qr_code(output)
        self.assertEqual(first.press_control_c(), 0, first.output())
        self.assertIn("The relay has stopped.", first.output())

        begun = time.monotonic()
        second = self.run_dev()
        output = second.wait_until_shown(NEXT_START)
        self.log_in(output)
        self.assertLess(time.monotonic() - begun, NEXT_START * PATIENCE)
        self.assertNotIn("first start", output)
        self.assertEqual(second.press_control_c(), 0, second.output())
        logs = [name for name in os.listdir(self.data()) if name.startswith("roostd.log")]
        self.assertEqual(sorted(logs), ["roostd.log", "roostd.log.old"])

    def test_a_second_one_on_the_same_data(self):
        """Says what is the matter, and leaves the first and its log as they are."""
        first = self.first_run(Run.is_shown, "the invite")
        log = os.path.join(self.data(), "roostd.log")
        begun_as = os.stat(log).st_ino
        second = self.run_dev("second")
        self.assertEqual(second.process.wait(timeout=FIRST_START * PATIENCE), 1)
        said = f"A relay already runs on {self.data()}: use it with "
        self.assertTrue(second.output().startswith(said), second.output())
        self.assertIn(f"roost --control {self.data()}/control.sock", second.output())
        self.assertEqual(os.stat(log).st_ino, begun_as)
        self.log_in(first.output())
        self.assertEqual(first.press_control_c(), 0, first.output())

    def test_a_folder_with_other_things(self):
        """Is not closed to others, and holds no relay."""
        os.mkdir(self.data())
        os.chmod(self.data(), 0o755)
        with open(os.path.join(self.data(), "letter.txt"), "wb"):
            pass
        run = self.run_dev()
        self.assertEqual(run.process.wait(timeout=FIRST_START * PATIENCE), 1)
        self.assertIn("Choose an empty folder", run.output())
        self.assertEqual(os.stat(self.data()).st_mode & 0o777, 0o755)

    def data(self):
        return os.path.join(self.folder, "data")

    def log_in(self, output):
        """As an app does that was given the link: with its name and password, at its port."""
        link = re.search(r"^dclogin:(\S+)\?p=([^&\s]+)&\S*&ih=([^&]+)&ip=(\d+)", output, re.MULTILINE)
        self.assertTrue(link, output)
        user, password, host, port = link.groups()
        self.assertRegex(output, rf"imaps +{host}:{port}\n")
        with imaplib.IMAP4_SSL(host, int(port), ssl_context=any_certificate(), timeout=10) as client:
            self.assertEqual(client.login(user, '"' + unquote(password) + '"')[0], "OK")
            self.assertEqual(client.select("INBOX")[0], "OK")

    def check_qr_code(self, output):
        lines = QR_LINE.findall(output)
        self.assertGreater(len(lines), 15, output)
        self.assertEqual({len(line) for line in lines}, {len(lines[0])}, output)

    def test_with_a_display(self):
        with Display(self.folder) as display:
            run = self.first_run(
                lambda _: display.shows_console(), "the console", DISPLAY=display.name
            )
            run.wait_for(lambda: display.colours() > 50, "a console that is drawn", 10)
            self.assertEqual(run.press_control_c(), 0, run.output())
        self.assertNotIn("could not be opened", run.output())

    def test_a_display_that_is_gone(self):
        """The terminal does what the console would have done."""
        run = self.first_run(Run.is_shown, "the invite", DISPLAY=":4242")
        self.log_in(run.output())
        self.assertEqual(run.press_control_c(), 0, run.output())

    def test_a_relay_that_does_not_start(self):
        """Says why, and ends."""
        os.mkdir(self.data())
        with open(os.path.join(self.data(), "roost.db"), "wb") as file:
            file.write(b"no database" * 1000)
        run = self.run_dev()
        self.assertEqual(run.process.wait(timeout=FIRST_START * PATIENCE), 1)
        self.assertRegex(run.output(), r"level=\w+ .*\n(.*\n)*The relay did not start; its log is")


class Display:
    """An X server that nobody sees."""

    def __init__(self, folder):
        self.picture = os.path.join(folder, "screen.png")
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        self.server = Child(command, os.path.join(folder, "display.log"))
        self.name = ""

    def __enter__(self):
        self.server.wait_for(lambda: re.search(r"^\d+$", self.server.log(), re.MULTILINE), "display")
        self.name = ":" + re.search(r"^\d+$", self.server.log(), re.MULTILINE).group()
        return self

    def __exit__(self, *_):
        self.server.stop()

    def shows_console(self):
        """Whether a window is there that has heard from the relay: its title bears the domain."""
        command = ["xwininfo", "-display", self.name, "-root", "-tree"]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        return re.search(r'"_roost\.localhost\b.*Roost"', done.stdout)

    def colours(self):
        """How many the screen shows."""
        take = ["import", "-display", self.name, "-silent", "-window", "root", self.picture]
        subprocess.run(take, check=True, capture_output=True)
        count = ["identify", "-format", "%k", self.picture]
        return int(subprocess.run(count, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
