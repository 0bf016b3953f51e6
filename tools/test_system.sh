#!/bin/sh
# Install what the tests need beyond Python, as root on Debian or Ubuntu: a browser, a database server, fonts,
# and the programs that read pictures of pages. Arguments name further packages, such as those of the benchmarks.
# libatomic1 is for the program that drives the browser. fonts-liberation2 rather than fonts-liberation:
# the older one lacks many Vietnamese letters.
set -eu
test "$(id -u)" = 0 || { echo "make test-system installs system packages: run it as root." >&2; exit 1; }
command -v apt-get >/dev/null || {
    echo "No apt-get here. Install Chromium, libatomic1, PostgreSQL, tesseract (vie), poppler, LibreOffice Writer, SoftHSM2 and the Liberation fonts 2.x${*:+, $*}." >&2
    exit 1
}

fonts=fonts-liberation2
apt-get update -qq
apt-cache show "$fonts" >/dev/null 2>&1 || fonts=fonts-croscore
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
    chromium libatomic1 postgresql fontconfig tesseract-ocr tesseract-ocr-vie poppler-utils libreoffice-writer-nogui softhsm2 "$fonts" "$@" </dev/null
fc-cache -f >/dev/null
echo "Installed: Chromium, PostgreSQL, tesseract, poppler, LibreOffice, SoftHSM2, $fonts${*:+, $*}."
