"""Cut signature containers out of a PDF and let OpenSSL look at them."""

from __future__ import annotations

import re
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.papers.certificates import AT, root

RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def containers(pdf: bytes) -> list[tuple[bytes, bytes]]:
    """Return container and signed bytes of each signature, in their order in the file."""
    found = []
    for told in RANGE.finditer(pdf):
        start, size, begin, rest = map(int, told.groups())
        packed = bytes.fromhex(pdf[size + 1 : begin - 1].decode())
        found.append((packed, pdf[start : start + size] + pdf[begin : begin + rest]))
    return found


def ask(folder, container: bytes, content: bytes, *words: str, trusted: bytes | None = None):
    """Let OpenSSL verify a container; return what it says and whether it holds."""
    paths = {"sig.der": container, "content": content}
    for name, written in paths.items():
        (folder / name).write_bytes(written)
    pem = x509.load_der_x509_certificate(trusted or root()).public_bytes(Encoding.PEM)
    (folder / "root.pem").write_bytes(pem)
    moment = str(int(AT.timestamp()))
    command = ["openssl", "cms", *words, "-inform", "DER", "-in", str(folder / "sig.der")]
    if "-verify" in words:
        command += ["-content", str(folder / "content"), "-binary", "-purpose", "any"]
        command += ["-CAfile", str(folder / "root.pem"), "-no-CApath", "-attime", moment]
        command += ["-out", str(folder / "out")]
    done = subprocess.run(command, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode("utf-8", "replace"), done.returncode == 0
