# Sourced by ./demo and ./check: sets $python to a CPython from 3.11 to 3.13.
python=
for candidate in python3 python3.11 python3.12 python3.13 /usr/bin/python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Careline needs Python 3.11, 3.12 or 3.13; on Debian: apt-get install python3 python3-venv" >&2
    exit 1
fi
