# SPDX-License-Identifier: GPL-3.0-or-later
"""What processes use, as the kernel counts it (proc(5))."""

import os

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pids):
    """Of these and all their descendants, those included that have ended."""
    parents, used = {}, {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        parents[int(name)] = int(fields[1])
        used[int(name)] = sum(int(field) for field in fields[11:15]) / TICKS
    return sum(seconds for pid, seconds in used.items() if descends(pid, set(pids), parents))


def descends(pid, ancestors, parents):
    while pid and pid not in ancestors:
        pid = parents.get(pid)
    return pid in ancestors
