#!/bin/sh
# Install danvan from this bundle, without a network.
#
#     sh install.sh [PROGRAMS [DATA]]
#
# PROGRAMS: folder for the programs, by default /opt/danvan. DATA: folder for the site's data, by default
# /var/lib/danvan. Run it as a user who may write both; the site itself needs no special rights.
# A later bundle is installed into the same folders: the version before stays beside it, data and settings too.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
version=$(cat "$here/VERSION")
say() { printf '%s\n' "$1" "$2"; }
stop() { say "$1" "$2" >&2; exit 1; }
ask() { # QUESTION DEFAULT
    test -t 0 || { echo "$2"; return; }
    printf '%s [%s]: ' "$1" "$2" >&2
    read -r answer
    echo "${answer:-$2}"
}

python=
for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        >/dev/null 2>&1 && python=$name && break
done
test -n "$python" || stop "Cần Python 3.11 đến 3.13 và gói python3-venv." \
    "Python 3.11 to 3.13 and the package python3-venv are needed."
test "$(uname -sm)" = "Linux x86_64" || stop "Bản cài này dành cho Linux x86_64." "This bundle is for Linux x86_64."

programs=${1:-$(ask "Thư mục chương trình / folder for the programs" /opt/danvan)}
data=${2:-$(ask "Thư mục dữ liệu / folder for the data" /var/lib/danvan)}
case $programs$data in
*[!A-Za-z0-9/._-]*) stop "Tên thư mục chỉ gồm chữ không dấu, số, dấu chấm và gạch." \
    "Folders are named with plain letters, digits, dots and dashes." ;;
esac
case $programs in /*) ;; *) programs=$(pwd)/$programs ;; esac
case $data in /*) ;; *) data=$(pwd)/$data ;; esac

(cd "$here" && sha256sum --quiet --check SHA256SUMS) || stop "Tệp cài bị hỏng; hãy chép lại từ nguồn." \
    "The bundle is damaged; copy it again."

release=$programs/versions/$version
rm -rf "$release.partial"
mkdir -p "$programs/versions" "$programs/bin" "$programs/systemd" "$data"
chmod 750 "$data"
"$python" -m venv "$release.partial"
"$release.partial/bin/python" -m pip install --quiet --no-index --no-cache-dir --disable-pip-version-check \
    --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
cp -r "$here/static" "$here/fonts" "$here/guide" "$here/deploy" "$here/LICENSE" "$here/NOTICE" \
    "$here/THIRD-PARTY.md" "$release.partial/"
rm -rf "$release"
mv "$release.partial" "$release" # the wrapper below starts Python itself, so the folder may be moved
ln -sfn "versions/$version" "$programs/current"

settings=$programs/danvan.env
if ! test -e "$settings"; then
    umask 077
    cat >"$settings" <<END
# Settings of danvan; the guide "install-from-bundle" explains each.
DJANGO_SETTINGS_MODULE=danvan.config.settings.production
DANVAN_VAR=$data
DANVAN_DATABASE_URL=sqlite:///$data/danvan.sqlite3
DANVAN_ALLOWED_HOSTS=127.0.0.1,localhost
#DANVAN_DATABASE_URL=postgres://danvan@127.0.0.1:5432/danvan
#DANVAN_BACKUPS=/mnt/backups/danvan
#DANVAN_HTTPS=1
#DANVAN_BEHIND_PROXY=1
END
fi
umask 022
cat >"$programs/bin/danvan" <<END
#!/bin/sh
# What the environment says already goes before the file.
while IFS= read -r line; do
    case \$line in
    [A-Z]*=*) name=\${line%%=*} && eval "test -n \"\\\${\$name+x}\"" || export "\$line" ;;
    esac
done <"$settings"
exec "$programs/current/bin/python" -m danvan.faces.cli.entry "\$@"
END
chmod 755 "$programs/bin/danvan"
for unit in "$here"/deploy/systemd/*; do
    sed -e "s|/opt/danvan|$programs|g" -e "s|/var/lib/danvan|$data|g" "$unit" >"$programs/systemd/$(basename "$unit")"
done

cat <<END

danvan $version: $programs/bin/danvan

  $programs/bin/danvan prepare      # tạo cơ sở dữ liệu / make the database
  $programs/bin/danvan init         # người quản trị đầu tiên / the first administrator
  $programs/bin/danvan run          # chạy thử / try it

Nâng cấp / upgrade:   $programs/bin/danvan upgrade
Chạy thường trực / keep it running, as root:

  useradd --system --home-dir $data --shell /usr/sbin/nologin danvan
  chown -R danvan: $data && chown root:danvan $settings && chmod 640 $settings
  cp $programs/systemd/* /etc/systemd/system/ && systemctl daemon-reload
  systemctl enable --now danvan-web danvan-work danvan-backup.timer

Hướng dẫn / guide: $programs/current/guide/index.html
END
