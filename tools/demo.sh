#!/bin/sh
# Load the demonstration into its own folder and serve it on this computer only.
#
#     tools/demo.sh PATH-TO-DANVAN
#
# DANVAN_DEMO_ONCE=1 stops the server as soon as the first page has answered, for machines that only want to know.
set -eu
danvan=$1
DANVAN_VAR=${DANVAN_VAR:-var/demo}
export DANVAN_VAR
test -f "$DANVAN_VAR/demo-accounts.txt" || echo "Loading the demonstration, a minute or so ..."
"$danvan" demo load
test "${DANVAN_DEMO_ONCE:-}" = 1 || exec "$danvan" run

mkdir -p "$DANVAN_VAR"
"$danvan" run >"$DANVAN_VAR/run.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
"$(dirname "$danvan")/python" tools/answers.py "$DANVAN_VAR/run.log" "$server" || { cat "$DANVAN_VAR/run.log"; exit 1; }
cat "$DANVAN_VAR/run.log"
