# SPDX-License-Identifier: GPL-3.0-or-later
"""The key that signs what leaves: made at setup, kept, changed with its selector, never guessed."""

import base64
import os
import stat
import subprocess
import unittest

from relay import DOMAIN, Relay


def key_path(relay, selector="opendkim"):
    return os.path.join(relay.folder, "data", "dkim", selector + ".pem")


def public_half(path):
    """As OpenSSL's own program sees it."""
    command = ["openssl", "pkey", "-in", path, "-pubout", "-outform", "DER"]
    der = subprocess.run(command, check=True, capture_output=True).stdout
    return base64.b64encode(der).decode()


def record(path):
    return f"v=DKIM1;k=rsa;p={public_half(path)};s=email;t=s"


class Signing(unittest.TestCase):
    def test_the_key_is_made_at_setup_and_kept(self):
        with Relay() as relay:
            path = key_path(relay)
            self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
            self.assertEqual(stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode), 0o700)
            told = relay.call("dkim_get")
            self.assertEqual(told["name"], "opendkim._domainkey." + DOMAIN)
            self.assertEqual(told["text"], record(path))
            strings = told["line"].split(". 3600 IN TXT ")[1].strip('"').split('" "')
            self.assertEqual("".join(strings), told["text"])
            self.assertLessEqual(max(map(len, strings)), 255)
            printed = relay.ctl("dkim").splitlines()
            for wanted in ("name", "text", "line"):
                self.assertIn(told[wanted], printed)
            relay.stop()
            relay.start()
            self.assertEqual(relay.call("dkim_get"), told)

    def test_another_selector_is_another_key_at_once(self):
        with Relay() as relay:
            first = relay.call("dkim_get")
            relay.change({"dkim_selector": "next"})
            second = relay.call("dkim_get")
            self.assertEqual(second["name"], "next._domainkey." + DOMAIN)
            self.assertEqual(second["text"], record(key_path(relay, "next")))
            self.assertNotEqual(second["text"], first["text"])
            relay.change({"dkim_selector": "opendkim"})
            self.assertEqual(relay.call("dkim_get"), first)

    def test_a_key_that_others_can_read_is_not_used(self):
        with Relay() as relay:
            relay.change({"dkim_selector": "open"})
            before = relay.call("dkim_get")
            os.chmod(key_path(relay), 0o644)
            change = ("setting", "dkim_selector", "opendkim")
            refused = relay.try_ctl(*change)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("chmod 600", refused.stderr)
            self.assertEqual(relay.call("dkim_get"), before)
            os.chmod(key_path(relay), 0o600)
            relay.ctl(*change)
            relay.stop()
            os.chmod(key_path(relay), 0o640)
            with self.assertRaisesRegex(AssertionError, "ended by itself"):
                relay.start()
            relay.process = None
            self.assertIn("chmod 600", relay.log())
            self.assertTrue(os.path.getsize(key_path(relay)))

    def test_a_damaged_key_stops_the_start_and_stays_as_it_is(self):
        with Relay() as relay:
            relay.stop()
            with open(key_path(relay), "r+b") as file:
                file.truncate(700)
            with self.assertRaisesRegex(AssertionError, "ended by itself"):
                relay.start()
            relay.process = None
            self.assertIn("backup", relay.log())
            self.assertEqual(os.path.getsize(key_path(relay)), 700)

    def test_a_relay_with_an_address_for_its_name_does_not_sign(self):
        with Relay(domain="[127.0.0.1]") as relay:
            self.assertFalse(os.path.exists(os.path.dirname(key_path(relay))))
            refused = relay.try_ctl("call", "dkim_get")
            self.assertEqual(refused.returncode, 1)
            self.assertIn("signs nothing", refused.stderr)


if __name__ == "__main__":
    unittest.main()
