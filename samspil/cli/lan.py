# SPDX-FileCopyrightText: 2026 Samspil contributors
# SPDX-License-Identifier: MPL-2.0
"""The local network: the address that phones in the room can reach, and a certificate of our own making."""

import datetime as dt
import ipaddress
import os
import socket
from contextlib import suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

# Phones refuse a certificate of our own that is valid longer.
_VALID = dt.timedelta(days=397)
_RENEW_BEFORE = dt.timedelta(days=14)


def address() -> str | None:
    """The address this machine has on its network; None when it is on none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        # Reserved for documentation (RFC 5737): only asks which of our addresses would be used.
        probe.connect(("192.0.2.1", 9))
        found = str(probe.getsockname()[0])
        if not ipaddress.ip_address(found).is_loopback:
            return found
    return None


def certificate(folder: Path, *, names: list[str], now: dt.datetime) -> tuple[Path, Path, str]:
    """A certificate for `names` (host names and addresses), its key, and its fingerprint (SHA-256).

    The one of the last time is used again while it fits, so that a phone that trusts it goes on doing so.
    """
    file, key_file = folder / "samspil.crt", folder / "samspil.key"
    with suppress(FileNotFoundError, ValueError):
        present = x509.load_pem_x509_certificate(file.read_bytes())
        fits = set(names) <= _names_of(present) and key_file.exists()
        if fits and present.not_valid_after_utc - now > _RENEW_BEFORE:
            return file, key_file, _fingerprint(present)
    key = ec.generate_private_key(ec.SECP256R1())
    made = _made(key, names=names, now=now)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_bytes = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    key_file.unlink(missing_ok=True)
    with os.fdopen(os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(key_bytes)
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return file, key_file, _fingerprint(made)


def _made(key: ec.EllipticCurvePrivateKey, *, names: list[str], now: dt.datetime) -> x509.Certificate:
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Samspil {names[0]}")])
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(title)
        .issuer_name(title)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now - dt.timedelta(days=1) + _VALID)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
        # It signs itself: a phone installs it as an authority or not at all. Should the key be stolen, it must not
        # vouch for other sites on a phone that trusts it.
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints([_subtree(name) for name in names], None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _subtree(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_network(name))
    except ValueError:
        return x509.DNSName(name)


def _names_of(made: x509.Certificate) -> set[str]:
    found = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))}


def _fingerprint(made: x509.Certificate) -> str:
    return made.fingerprint(hashes.SHA256()).hex(":").upper()
