# SPDX-License-Identifier: GPL-3.0-or-later
"""The fast other side: a sink in a process of its own, and hosts that never say a word."""

import os
import resource
import socket

from children import Child

# The sink has a connection for each destination, for a minute; most shells allow 1024 at first.
DESCRIPTORS = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))


class Sink:
    """Takes everything that is sent to the domain and to all below it; counts."""

    def __init__(self, lab, domain):
        host = lab.new_address()
        name = f"mx.{domain}"
        lab.publish(
            f"{domain}. MX 10 {name}.", f"*.{domain}. MX 10 {name}.", f"{name}. A {host}"
        )
        self.path = os.path.join(lab.folder, f"count-{domain}")
        program = os.path.join(os.environ["ROOST_BIN"], "roost_traffic")
        command = [program, "sink", "--host", host, "--port", str(lab.port("smtp"))]
        command += ["--certificate", lab.authority.certify(name), "--count", self.path]
        child = Child(command, self.path + ".log")
        lab.ends.callback(child.stop)
        child.wait_for(lambda: os.path.exists(self.path), "the sink")

    def taken(self):
        return os.stat(self.path).st_size


class SilentHosts:
    """Hosts whose kernel takes connections, and where nobody looks at them. Domains below
    `N.domain` lead to the host N."""

    def __init__(self, lab, domain, count):
        records = []
        for number in range(count):
            host = lab.new_address()
            listener = socket.create_server((host, lab.port("smtp")), backlog=4096)
            lab.ends.callback(listener.close)
            below = f"{number}.{domain}"
            records += [f"*.{below}. MX 10 mx.{below}.", f"mx.{below}. A {host}"]
        lab.publish(*records)
