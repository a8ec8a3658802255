#!/bin/sh
# Make .venv ready: tools/setup.sh EXTRAS (for example: web,serve or web,serve,dev). Does nothing, and needs no network, when the
# environment already has what pyproject.toml and constraints.txt ask for.
set -eu

extras=$1
cd "$(dirname "$0")/.."
venv=.venv
stamp=$venv/.ready-$(printf '%s' "$extras" | tr ',' '-')

say() { printf '%s\n' "$*" >&2; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
    if command -v "${PYTHON:-python3}" >/dev/null 2>&1; then
        say "chancery needs Python 3.11 or newer; this is $("${PYTHON:-python3}" --version 2>&1)."
    else
        say "chancery needs Python 3.11 or newer, and there is no python3 here."
    fi
    say "Install it (Debian, Ubuntu: apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python3"
    exit 1
}

require_venv() {
    if ! "$1" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "This Python has no working venv module."
        say "Debian, Ubuntu: apt-get install python3-venv (or python$version-venv). Then run make again."
        exit 1
    fi
}

digest() { # of what the environment is made from, and where it stands: a moved .venv no longer works
    { printf '%s\n' "$extras" "$PWD"; cat pyproject.toml constraints.txt; } | cksum
}

is_ready() {
    for ready in "$stamp" "$venv/.ready-web-serve-dev"; do
        [ -f "$ready" ] && [ "$(cat "$ready")" = "$(extras_digest "$ready")" ] && return 0
    done
    return 1
}

extras_digest() ( # the digest that the stamp $1 should hold
    extras=$(printf '%s' "${1#"$venv"/.ready-}" | tr '-' ',')
    digest
)

if [ -x $venv/bin/python ] && $venv/bin/python -c '' 2>/dev/null && is_ready; then
    exit 0
fi

python=$(find_python)
require_venv "$python"
if ! [ -x $venv/bin/python ] || ! is_new_enough $venv/bin/python || ! $venv/bin/python -m pip --version >/dev/null 2>&1; then
    say "Making $venv with $("$python" --version 2>&1) ..."
    "$python" -m venv --clear $venv
fi
say "Installing chancery and what it needs from PyPI (once; about a minute) ..."
if ! $venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[$extras]"; then
    say "The installation did not succeed. Is PyPI within reach? The next make goes on from here."
    exit 1
fi
digest >"$stamp"
