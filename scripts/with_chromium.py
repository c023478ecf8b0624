"""Runs a command with the variable CHROMIUM naming the browser that this machine has.

Usage: .venv/bin/python scripts/with_chromium.py COMMAND…

Ends with the command's exit status. Without a browser it says so and does not run the command;
that is an error if the variable CI is set.
"""

import os
import sys

from needs_of_tests import find_chromium, leave_out


def main(command: list[str]) -> int:
    chromium = find_chromium()
    if chromium is None:
        return leave_out("chromium", "The browser tests")
    os.environ["CHROMIUM"] = chromium
    os.execvp(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
