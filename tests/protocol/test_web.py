# SPDX-License-Identifier: GPL-3.0-or-later
"""The relay's web pages as curl sees them: a client that shares no code with ours."""

import json
import subprocess
import unittest

from relay import DOMAIN, HOST, Relay

RELAY = None


def setUpModule():
    global RELAY
    RELAY = unittest.enterModuleContext(Relay())


def curl(path, *options, scheme="https", port="https"):
    done = subprocess.run(
        [
            *("curl", "--silent", "--show-error", "--insecure", "--max-time", "20"),
            *options,
            f"{scheme}://{HOST}:{RELAY.port(port)}{path}",
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Web(unittest.TestCase):
    def test_new_address_logs_in(self):
        fresh = json.loads(curl("/new", "--request", "POST"))
        self.assertEqual(sorted(fresh), ["dclogin_url", "email", "password"])
        self.assertTrue(fresh["email"].endswith("@" + DOMAIN))
        RELAY.imap(fresh["email"], fresh["password"]).logout()
        RELAY.smtp(fresh["email"], fresh["password"]).quit()

    def test_old_name_of_new(self):
        fresh = json.loads(curl("/cgi-bin/newemail.py", "--data", ""))
        self.assertIn("email", fresh)

    def test_front_page_has_link_and_code(self):
        page = curl("/")
        self.assertIn("dclogin:", page)
        self.assertIn("<svg", page)

    def test_http_2_is_not_insisted_on(self):
        code = curl("/", "--http2", "--output", "/dev/null", "--write-out", "%{http_code}")
        self.assertEqual(code, "200")

    def test_tls_1_2_is_spoken_to_browsers(self):
        code = curl("/", "--tls-max", "1.2", "--output", "/dev/null", "--write-out", "%{http_code}")
        self.assertEqual(code, "200")

    def test_one_connection_serves_many(self):
        urls = [f"https://{HOST}:{RELAY.port('https')}/robots.txt"] * 3
        done = subprocess.run(
            ["curl", "--silent", "--insecure", "--write-out", "%{num_connects}\n", "--output"]
            + ["/dev/null", "--output", "/dev/null", "--output", "/dev/null", *urls],
            capture_output=True,
            text=True,
            timeout=30,
        )
        self.assertEqual(done.stdout.split(), ["1", "0", "0"])

    def test_mail_by_curl(self):
        """curl's own IMAP and SMTP, a third kind of client."""
        fresh = json.loads(curl("/new", "--request", "POST"))
        login = ("--user", f"{fresh['email']}:{fresh['password']}")
        curl("", *login, scheme="smtps", port="smtps")
        listed = curl("", *login, scheme="imaps", port="imaps")
        self.assertIn("INBOX", listed)


if __name__ == "__main__":
    unittest.main(verbosity=2)
