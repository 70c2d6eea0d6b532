# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Postfix with OpenDKIM: a mail server as others run it."""

import os
import pwd
import shutil
import signal
import smtplib
import socket

from children import Child
from dns_zone import program
from lab import opendkim
from lab.opendkim import write

SERVICES = "/usr/lib/postfix/sbin"
QUEUES = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming")
QUEUES += ("private", "saved", "trace")
MAIL_USER = pwd.getpwnam("nobody")


class Postfix:
    """Takes mail for `users` at `domain` into mailboxes and sends what is given to its submission
    port, which asks for no password. Needs root, as Postfix does: see own_root.py."""

    def __init__(self, lab, domain, users=(), known_keys=()):
        self.domain = domain
        self.name = f"mx.{domain}"
        self.host = lab.new_address()
        self.smtp_port = lab.port("smtp")
        self.submission_port = lab.port("submission")
        self.folder = os.path.join(lab.folder, f"postfix-{domain}")
        self.lab = lab
        self.users = users
        self.known_keys = known_keys
        self.children = []
        make_folders(self.folder)
        self.key = opendkim.DkimKey(self.folder, domain)
        self.certificate = lab.authority.certify(self.name)
        lab.publish(
            f"{domain}. MX 10 {self.name}.", f"{self.name}. A {self.host}", self.key.record()
        )

    def start(self):
        try:
            dns = self.lab.dns.address
            self.children.append(opendkim.signer(self.folder, self.key))
            self.children.append(
                opendkim.verifier(self.folder, dns, self.name, self.known_keys)
            )
            self.configure()
            self.run()
        except BaseException as failure:
            self.stop()
            raise failure
        return self

    def stop(self):
        for child in reversed(self.children):
            child.stop()
        self.children.clear()

    def run(self):
        command = [os.path.join(SERVICES, "master"), "-c", self.path("conf"), "-d"]
        master = Child(command, self.path("master.log"), signal.SIGTERM)
        self.children.append(master)
        self.children.append(LastWill(master, self.path("will.log")))
        for port in (self.smtp_port, self.submission_port):
            master.wait_for(lambda: is_open(self.host, port), f"port {port}")

    def pids(self):
        """Of what must be counted as this server."""
        return [
            (child.child if isinstance(child, opendkim.OpenDkim) else child).process.pid
            for child in self.children
            if not isinstance(child, LastWill)
        ]

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def configure(self):
        users = "".join(f"{user}@{self.domain} {user}/\n" for user in self.users)
        write(self.path("conf", "mailboxes"), users)
        write(self.path("conf", "main.cf"), self.main_cf())
        write(self.path("conf", "master.cf"), self.master_cf())
        for name in os.listdir(self.path("conf")):
            # Postfix waits until a fresh file has settled.
            os.utime(self.path("conf", name), (0, 0))
        # What a service in a chroot sees as the system's own.
        host, port = self.lab.dns.address.split(":")
        assert port == "53", "Postfix asks only name servers on port 53"
        os.makedirs(self.path("queue", "etc"), exist_ok=True)
        write(self.path("queue", "etc", "resolv.conf"), f"nameserver {host}\n")

    def main_cf(self):
        settings = {
            "compatibility_level": "3.6",
            "queue_directory": self.path("queue"),
            "data_directory": self.path("data"),
            "daemon_directory": SERVICES,
            "command_directory": "/usr/sbin",
            "maillog_file": self.path("log", "mail.log"),
            "maillog_file_prefixes": self.path("log"),
            "myhostname": self.name,
            "myorigin": self.domain,
            "mydestination": "",
            "mynetworks": "127.0.0.0/8",
            # Each must be configured on an interface: master.cf names what it listens on.
            "inet_interfaces": "127.0.0.1",
            "inet_protocols": "ipv4",
            "smtpd_peername_lookup": "no",
            "biff": "no",
            "alias_maps": "",
            "alias_database": "",
            "append_dot_mydomain": "no",
            "message_size_limit": "31457280",
            "virtual_mailbox_domains": self.domain,
            "virtual_mailbox_base": self.path("mail"),
            "virtual_mailbox_maps": "texthash:" + self.path("conf", "mailboxes"),
            "virtual_mailbox_limit": "0",
            "virtual_uid_maps": f"static:{MAIL_USER.pw_uid}",
            "virtual_gid_maps": f"static:{MAIL_USER.pw_gid}",
            "virtual_minimum_uid": "100",
            "smtpd_tls_chain_files": self.certificate,
            "smtpd_tls_security_level": "may",
            "smtpd_relay_restrictions": "reject_unauth_destination",
            "smtp_tls_security_level": "verify",
            "smtp_tls_CAfile": self.lab.authority.certificate_path,
            # Relays whose domain begins with an underscore sign their certificates themselves.
            "smtp_tls_policy_maps": "regexp:{{/^_/ encrypt}}",
            "smtp_tls_session_cache_database": "btree:${data_directory}/smtp_scache",
            "smtp_tls_loglevel": "1",
            "smtp_tcp_port": str(self.smtp_port),
            "smtp_host_lookup": "dns",
            "non_smtpd_milters": "",
            "milter_default_action": "tempfail",
            # Times of a test, not of a night.
            "minimal_backoff_time": "2s",
            "maximal_backoff_time": "4s",
            "queue_run_delay": "2s",
        }
        return "".join(f"{name} = {value}\n" for name, value in settings.items())

    def master_cf(self):
        verifier, signer = self.path("verifier.sock"), self.path("signer.sock")
        return MASTER_CF.format(
            smtp=f"{self.host}:{self.smtp_port}",
            submission=f"{self.host}:{self.submission_port}",
            verifier=verifier,
            signer=signer,
        )

    def submit(self, sender, recipients, text):
        with smtplib.SMTP(self.host, self.submission_port, "app.test", timeout=30) as client:
            refused = client.sendmail(sender, recipients, text)
        assert not refused, refused

    def mailbox(self, user):
        """The messages that were delivered, as octets, in the order of their arrival."""
        folder = self.path("mail", user, "new")
        if not os.path.isdir(folder):
            return []
        paths = [os.path.join(folder, name) for name in os.listdir(folder)]
        return [read(path) for path in sorted(paths, key=lambda path: os.stat(path).st_mtime_ns)]

    def log(self):
        return read(self.path("log", "mail.log")).decode("utf-8", "replace")

    def print_log(self):
        if os.path.exists(self.path("log", "mail.log")):
            print(f"--- the end of {self.name}'s log ---\n" + self.log()[-6000:], flush=True)


class LastWill(Child):
    """Ends a server when the test is no more. Postfix changes its user on the way, and then the
    kernel forgets that it should die with its parent."""

    def __init__(self, server, log_path):
        ours, theirs = os.pipe()  # closed by whatever ends us
        self.life = theirs
        command = ["/bin/sh", "-c", f"read _; kill -TERM -{server.process.pid}"]
        super().__init__(command, log_path, signal.SIGCONT, stdin=ours)
        os.close(ours)

    def stop(self):
        self.kill()
        os.close(self.life)


def make_folders(folder):
    """As Postfix wants them: who owns what, and who may look into it."""
    postfix = pwd.getpwnam("postfix")
    for name in ("", "conf", "log", "queue", "queue/pid"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        os.chmod(os.path.join(folder, name), 0o755)
    for name in ("data", *(f"queue/{queue}" for queue in QUEUES)):
        own(os.path.join(folder, name), postfix.pw_uid, 0, 0o700)
    own(os.path.join(folder, "mail"), MAIL_USER.pw_uid, MAIL_USER.pw_gid, 0o700)
    for name, mode in (("maildrop", 0o730), ("public", 0o710)):
        own(os.path.join(folder, "queue", name), postfix.pw_uid, 0, mode)
        shutil.chown(os.path.join(folder, "queue", name), group="postdrop")


def own(path, user, group, mode):
    os.makedirs(path, exist_ok=True)
    os.chown(path, user, group)
    os.chmod(path, mode)


def is_open(host, port):
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex((host, port)) == 0


def read(path):
    with open(path, "rb") as file:
        return file.read()


# Services in a chroot (the fifth column) find the lab's name server there.
MASTER_CF = """\
{smtp}       inet  n  -  n  -  1000  smtpd
  -o smtpd_milters=unix:{verifier}
{submission} inet  n  -  n  -  1000  smtpd
  -o syslog_name=postfix/submission
  -o smtpd_milters=unix:{signer}
  -o smtpd_relay_restrictions=permit_mynetworks,reject
cleanup     unix  n  -  n  -      0  cleanup
qmgr        unix  n  -  n  300    1  qmgr
tlsmgr      unix  -  -  n  1000?  1  tlsmgr
rewrite     unix  -  -  n  -      -  trivial-rewrite
bounce      unix  -  -  n  -      0  bounce
defer       unix  -  -  n  -      0  bounce
trace       unix  -  -  n  -      0  bounce
verify      unix  -  -  n  -      1  verify
flush       unix  n  -  n  1000?  0  flush
proxymap    unix  -  -  n  -      -  proxymap
proxywrite  unix  -  -  n  -      1  proxymap
smtp        unix  -  -  y  -      -  smtp
relay       unix  -  -  y  -      -  smtp
error       unix  -  -  n  -      -  error
retry       unix  -  -  n  -      -  error
virtual     unix  -  n  n  -      -  virtual
anvil       unix  -  -  n  -      1  anvil
scache      unix  -  -  n  -      1  scache
postlog     unix-dgram n - n  -   1  postlogd
"""
