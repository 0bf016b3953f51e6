#!/bin/sh
# Show that a bundle installs on an empty Debian 12 with python3-venv and nothing else, its network cut.
#
#     tools/bundle_check.sh FOLDER ARCHIVE
#
# As root. FOLDER gets a Debian root by debootstrap (kept and used again when it is there); FRESH_MIRROR is the address
# for it where the default does not do. Then, without a network: install, prepare, serve, back up, restore into a second
# place, install once more over it, upgrade.
set -eu
test "$(id -u)" = 0 || { echo "debootstrap, unshare and chroot need root." >&2; exit 1; }
test $# = 2 || { sed -n '2,9p' "$0"; exit 2; }
folder=$1
archive=$2
repository=$(cd "$(dirname "$0")/.." && pwd)

test -x "$folder/usr/bin/python3" ||
    debootstrap --variant=minbase --include=python3-venv bookworm "$folder" ${FRESH_MIRROR:-}
rm -rf "$folder/srv/bundle" "$folder/opt/danvan" "$folder/var/lib/danvan" "$folder/srv/second"
mkdir -p "$folder/srv/bundle"
tar -xzf "$archive" -C "$folder/srv/bundle" --strip-components=1
cp "$repository/tools/answers.py" "$folder/srv/answers.py"

cat >"$folder/srv/steps.sh" <<'END'
set -eu
mount -t proc proc /proc
ip link set lo up 2>/dev/null || python3 -c 'import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sH", b"lo", 0x49))'  # loopback only
timed() {
    echo "== $1"
    shift
    began=$(date +%s)
    "$@"
    echo "== $(($(date +%s) - began)) s"
}
serve() {
    "$danvan" run --port 8123 >/tmp/run.log 2>&1 &
    server=$!
    python3 /srv/answers.py /tmp/run.log "$server" || { cat /tmp/run.log; exit 1; }
    kill "$server"
    wait "$server" || true
}
danvan=/opt/danvan/bin/danvan
python3 -c 'import socket; socket.create_connection(("192.0.2.1", 80), 2)' 2>/dev/null && { echo "A network!" >&2; exit 1; }
timed "install" sh /srv/bundle/install.sh /opt/danvan /var/lib/danvan
timed "prepare" "$danvan" prepare
"$danvan" check
timed "run answers" serve
"$danvan" backup key >/tmp/key 2>/dev/null
timed "backup" "$danvan" backup --to /tmp/safe
timed "restore into a second place" env DANVAN_VAR=/srv/second DANVAN_DATABASE_URL=sqlite:////srv/second/danvan.sqlite3 \
    "$danvan" restore /tmp/safe/*.tar.age --identity /tmp/key --verify
timed "install again" sh /srv/bundle/install.sh /opt/danvan /var/lib/danvan
timed "upgrade" "$danvan" upgrade --to /tmp/safe
printf 'changed' >>/srv/bundle/LICENSE
if sh /srv/bundle/install.sh /opt/danvan /var/lib/danvan >/dev/null 2>&1; then echo "A changed bundle was installed." >&2; exit 1; fi
rm -rf /tmp/safe /tmp/key
echo "The bundle installs and runs without a network."
END
unshare --net --mount --pid --fork chroot "$folder" /usr/bin/env -i HOME=/root LANG=C.UTF-8 \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin sh /srv/steps.sh </dev/null
