"""The P-256 key that is a device's identity."""

from hashlib import sha256

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

KEY_ID_LENGTH = 32


def new_private_key() -> ec.EllipticCurvePrivateKey:
    """Make a fresh P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def private_key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The key as it lies in its file: PKCS 8, not encrypted."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    """The public half, as it is sent and registered."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def read_private_key(pem: bytes) -> ec.EllipticCurvePrivateKey:
    """Read a P-256 private key back; ValueError when it is none."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("not a P-256 private key") from error
    if not (isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1)):
        raise ValueError("not a P-256 private key")
    return key


def read_public_key(pem: str) -> ec.EllipticCurvePublicKey:
    """Read a P-256 public key; ValueError when it is none: no other kind is ever registered."""
    try:
        key = load_pem_public_key(pem.encode())
    except UnsupportedAlgorithm as error:
        raise ValueError("not a P-256 public key") from error
    if not (isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)):
        raise ValueError("not a P-256 public key")
    return key


def key_id_of(key: ec.EllipticCurvePublicKey) -> str:
    """The name of a key: the first 32 hexadecimal digits of the SHA-256 of its DER form."""
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return sha256(der).hexdigest()[:KEY_ID_LENGTH]
