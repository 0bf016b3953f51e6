#!/bin/sh
# Show that an empty Debian 12 with nothing but git, make and python3-venv runs the README's commands.
#
#     tools/fresh_debian.sh FOLDER [STEP...]
#
# As root. FOLDER gets a Debian root by debootstrap (kept and used again when it is there). Steps are `demo`,
# `system` and `test`; all three without any. The repository is cloned into it as committed, with the documents of
# DANVAN_DOCUMENTS beside it.
#
# What the caller's own network needs is passed in and never written here:
#     FRESH_MIRROR    address for debootstrap, where the default does not do
#     FRESH_FILES     files and folders of this computer (certificates, pip.conf), copied to the same place inside
#     FRESH_ENV       list of NAME=VALUE given to every command inside
set -eu
test "$(id -u)" = 0 || { echo "debootstrap and chroot need root." >&2; exit 1; }
test $# -ge 1 || { sed -n '2,16p' "$0"; exit 2; }
folder=$1
shift
steps=${*:-demo system test}
repository=$(cd "$(dirname "$0")/.." && pwd)
documents=${DANVAN_DOCUMENTS:-$repository/../shared/seeds}

if ! test -x "$folder/usr/bin/git"; then
    debootstrap --variant=minbase --include=git,make,python3-venv,ca-certificates bookworm "$folder" ${FRESH_MIRROR:-}
fi
mkdir -p "$folder/proc" "$folder/dev" "$folder/usr/sbin"
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d" # no service starts by being installed
chmod +x "$folder/usr/sbin/policy-rc.d"
cp /etc/resolv.conf /etc/hosts "$folder/etc/"
for file in ${FRESH_FILES:-}; do
    mkdir -p "$folder$(dirname "$file")"
    cp -rL "$file" "$folder$(dirname "$file")/"
done

away() {
    umount -l "$folder/dev/shm" "$folder/dev" "$folder/proc" 2>/dev/null || true
}
trap away EXIT
trap 'exit 130' INT TERM
mount --bind /proc "$folder/proc"
mount --bind /dev "$folder/dev"
mount --bind /dev/shm "$folder/dev/shm"

rm -rf "$folder/srv/danvan" "$folder/srv/documents"
git clone -q --no-hardlinks "$repository" "$folder/srv/danvan"
if test -d "$documents"; then cp -r "$documents" "$folder/srv/documents"; fi

inside() {
    # shellcheck disable=SC2086  FRESH_ENV is a list
    chroot "$folder" /usr/bin/env -i HOME=/tmp LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        DANVAN_DOCUMENTS=/srv/documents ${FRESH_ENV:-} "$@" </dev/null
}
timed() {
    echo "== $1"
    shift
    started=$(date +%s)
    inside "$@"
    echo "== $(($(date +%s) - started)) s"
}
inside sh -c 'id danvan >/dev/null 2>&1 || useradd --home-dir /srv/home danvan
    mkdir -p /srv/home && chown -R danvan: /srv/danvan /srv/home'
for step in $steps; do
    case $step in
    demo) timed "make demo, as an ordinary user" setpriv --reuid=danvan --regid=danvan --clear-groups \
        env HOME=/srv/home DANVAN_DEMO_ONCE=1 make -C /srv/danvan demo ;;
    system) timed "make test-system, as root" make -C /srv/danvan test-system ;;
    test) timed "make test, as an ordinary user" setpriv --reuid=danvan --regid=danvan --clear-groups \
        env HOME=/srv/home make -C /srv/danvan test ;;
    *) echo "No step $step." >&2; exit 2 ;;
    esac
done
