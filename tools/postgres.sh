#!/bin/sh
# Run a command beside a throw-away PostgreSQL cluster, then remove the cluster.
#
#     tools/postgres.sh COMMAND [ARGUMENT...]
#
# The command finds the address in DANVAN_DATABASE_URL. The cluster listens on a free loopback port only, lives in a
# folder of its own under the temporary folder, and runs as an ordinary user: root drops to "postgres" for it.
# DANVAN_POSTGRES_FSYNC=on keeps every commit on disk, as benchmarks need; tests do without.
set -eu

bin=$(for folder in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin; do
    test -x "$folder/initdb" && echo "$folder"
done | tail -n 1)
test -n "$bin" || { echo "PostgreSQL's server is not installed: make test-system" >&2; exit 3; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/danvan-postgres.XXXXXX")
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    as() { (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); }
else
    as() { "$@"; }
fi

stop() {
    as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

as "$bin/initdb" -D "$folder/data" -U danvan --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
attempt=0
while :; do
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60"
    options="$options -c fsync=${DANVAN_POSTGRES_FSYNC:-off}"
    as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/data/log" -o "$options" start >/dev/null && break
    attempt=$((attempt + 1))
    test "$attempt" -lt 5 || { cat "$folder/data/log" >&2; exit 3; }
done
as "$bin/createdb" -h 127.0.0.1 -p "$port" -U danvan danvan

status=0
DANVAN_DATABASE_URL="postgres://danvan@127.0.0.1:$port/danvan" "$@" || status=$?
exit "$status"
