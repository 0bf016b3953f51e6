#!/bin/sh
# Run every benchmark, one after the other, beside one throw-away PostgreSQL with commits kept on disk.
set -eu
python=$1
"$python" tools/missing.py bench || echo "What needs it is not measured." >&2
found=0
for file in benchmarks/bench_*.py; do
    test -f "$file" || continue
    found=1
    echo "== $file"
    PYTHONPATH=. DANVAN_POSTGRES_FSYNC=on sh tools/postgres.sh "$python" "$file" </dev/null
done
test "$found" = 1 || { echo "No benchmarks/bench_*.py here." >&2; exit 1; }
