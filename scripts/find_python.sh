#!/bin/sh
# Prints the path of a Python that Claimed Losses runs on: the one named in $PYTHON, else the newest
# fit one on the PATH. If there is none, says so in one line on stderr and exits 1.
# It is a shell script because it must run where there is no Python, or only an old one.

describe='import sys; print("%d.%d.%d" % sys.version_info[:3])'
locate='import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 13) or sys.exit(1); print(sys.executable)'

if [ -n "$PYTHON" ]; then
    set -- "$PYTHON"
else
    set -- python3.13 python3.12 python3.11 python3 python
fi

for candidate in "$@"; do
    if path=$("$candidate" -c "$locate" 2>/dev/null) && [ -n "$path" ]; then
        echo "$path"
        exit 0
    fi
done

found=${PYTHON:+$PYTHON, which does not run}
for candidate in "$@"; do
    if version=$("$candidate" -c "$describe" 2>/dev/null); then
        found="$candidate $version"
        break
    fi
done
echo "Claimed Losses needs Python 3.11, 3.12 or 3.13; found ${found:-no Python}." \
    "Install one, or name it: make run PYTHON=/path/to/python" >&2
exit 1
