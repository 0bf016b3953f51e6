#!/bin/sh
# Run the steps of deploy/Containerfile in an empty Debian root, where there is no engine for containers.
#
#     tools/container_steps.sh FOLDER ARCHIVE
#
# As root. FOLDER is a Debian 12 root as tools/bundle_check.sh makes it; ARCHIVE a bundle. RUN lines run as they stand,
# but for Debian's packages, which the root has; then CMD runs as the container's user until a page answers.
# STEPS_NETWORK=1 runs the line of Debian's packages too.
set -eu
test "$(id -u)" = 0 && test $# = 2 || { sed -n '2,8p' "$0" >&2; exit 2; }
folder=$1
repository=$(cd "$(dirname "$0")/.." && pwd)
bundle=$folder/tmp/bundle
rm -rf "$bundle" "$folder/opt/danvan" "$folder/var/lib/danvan"
mkdir -p "$bundle"
tar -xzf "$2" -C "$bundle" --strip-components=1
cp "$repository/tools/answers.py" "$folder/srv/answers.py"
chroot "$folder" userdel danvan 2>/dev/null || true

python3 - "$bundle/deploy/Containerfile" "${STEPS_NETWORK:-}" >"$folder/srv/container.sh" <<'END'
import json, re, sys
text = re.sub(r"\\\n", " ", open(sys.argv[1]).read())
print("set -eux\nmount -t proc proc /proc")
for line in text.splitlines():
    word, _, left = line.partition(" ")
    if word == "RUN" and (sys.argv[2] or "apt-get" not in left):
        print(left)
    elif word == "USER":
        user = left
    elif word == "CMD":
        words = " ".join("'" + each + "'" for each in json.loads(left))
print("ip link set lo up 2>/dev/null || python3 -c 'import fcntl, socket, struct\n"
      "fcntl.ioctl(socket.socket(), 0x8914, struct.pack(\"16sH\", b\"lo\", 0x49))'")
print(f"setpriv --reuid={user} --regid={user} --clear-groups env HOME=/var/lib/danvan {words} >/tmp/run.log 2>&1 &")
print("server=$!")
END
cat >>"$folder/srv/container.sh" <<'END'
set +x
attempt=0
until grep -q "http://" /tmp/run.log; do
    attempt=$((attempt + 1))
    test "$attempt" -lt 180 || { cat /tmp/run.log; exit 1; }
    sleep 1
done
sed 's/0\.0\.0\.0/127.0.0.1/' /tmp/run.log >/tmp/address.log
python3 /srv/answers.py /tmp/address.log "$server"
kill "$server"
wait "$server" || true
echo "The steps of the container file run."
END
alone=--net
test -z "${STEPS_NETWORK:-}" || alone=
# shellcheck disable=SC2086  alone is an option or nothing
unshare $alone --mount --pid --fork chroot "$folder" /usr/bin/env -i HOME=/root LANG=C.UTF-8 \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin sh /srv/container.sh </dev/null
