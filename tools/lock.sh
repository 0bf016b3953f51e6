#!/bin/sh
# Write requirements/*.txt from requirements/*.in: hashes, every supported Python, no address of any registry.
set -eu
python=$1
"$python" -m uv --version >/dev/null 2>&1 || "$python" -m pip install --quiet uv
for set in build run dev bench; do
    "$python" -m uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
        --universal --python-version 3.11 --custom-compile-command "make lock" \
        "requirements/$set.in" -o "requirements/$set.txt"
done
if grep -nE 'https?://|file:|^--' requirements/*.txt; then
    echo "A locked file names an address or an option; it must hold packages and hashes only." >&2
    exit 1
fi
