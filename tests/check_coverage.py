# SPDX-License-Identifier: GPL-3.0-or-later
"""Every requirement is in coverage.txt once, with tests that exist or the reason why not yet.

Run as: check_coverage.py COVERAGE BUILD-FOLDER
"""

import json
import subprocess
import sys

# The numbers of the requirements; a gap is a number that was never given.
RANGES = {
    "A": [(1, 49)],
    "B": [(1, 18)],
    "C": [(1, 11)],
    "D": [(1, 21), (30, 41)],
    "E": [(1, 16)],
    "F": [(1, 8)],
    "G": [(1, 25), (30, 35)],
    "H": [(1, 6)],
    "I": [(1, 8)],
    "K": [(1, 5)],
}
NOT_YET = "not yet: "


def known_numbers():
    for letter, ranges in RANGES.items():
        for first, last in ranges:
            yield from (f"{letter}{number}" for number in range(first, last + 1))


def registered_tests(build):
    listed = subprocess.run(
        ["ctest", "--test-dir", build, "--show-only=json-v1"],
        check=True,
        capture_output=True,
        text=True,
    )
    return {test["name"] for test in json.loads(listed.stdout)["tests"]}


def proof_faults(number, proof, tests):
    if proof.startswith(NOT_YET):
        return [] if len(proof) > len(NOT_YET) + 5 else [f"{number}: no reason is given"]
    return [
        f"{number}: there is no test {name!r}"
        for name in (part.strip() for part in proof.split(","))
        if name not in tests
    ]


def faults_of(path, tests):
    faults, seen = [], set()
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    for place, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not all(parts):
            faults.append(f"line {place}: not `number | requirement | proof`")
            continue
        if parts[0] in seen:
            faults.append(f"{parts[0]}: stands there twice")
        seen.add(parts[0])
        faults += proof_faults(parts[0], parts[2], tests)
    known = set(known_numbers())
    faults += [f"{number}: is missing" for number in known_numbers() if number not in seen]
    faults += [f"{number}: is not a requirement" for number in sorted(seen - known)]
    return faults


def main():
    faults = faults_of(sys.argv[1], registered_tests(sys.argv[2]))
    print("\n".join(faults) or "every requirement is accounted for")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
