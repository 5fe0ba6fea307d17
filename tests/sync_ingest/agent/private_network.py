"""A department's network for tests: a proxy that alone leads out, and certificates of a private authority."""

import ipaddress
import select
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PROXY_USER = "may-dong-bo:mat-khau"
PIECE = 65_536


@dataclass(frozen=True)
class PrivateAuthority:
    """`ca_file` is the authority's own certificate; `server_file` a key and certificate that it gave 127.0.0.1."""

    ca_file: Path
    server_file: Path

    def context(self) -> ssl.SSLContext:
        """What a server answers with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server_file)
        return context


def a_private_authority(folder: Path) -> PrivateAuthority:
    """An authority that nobody knows, and a server of its own."""
    ca_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    ca, server = _name("Chứng thư thử nghiệm"), _name("127.0.0.1")
    ca_cert = _certificate(ca, ca, ca_key.public_key()).add_extension(x509.BasicConstraints(True, 0), critical=True)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    server_cert = _certificate(server, ca, server_key.public_key()).add_extension(address, critical=False)
    (folder / "ca.pem").write_bytes(_pem(ca_cert.sign(ca_key, hashes.SHA256())))
    (folder / "server.pem").write_bytes(_key_pem(server_key) + _pem(server_cert.sign(ca_key, hashes.SHA256())))
    return PrivateAuthority(folder / "ca.pem", folder / "server.pem")


@dataclass
class Proxy:
    """`through` are the places that were asked for through it."""

    url: str = ""
    through: list[str] = field(default_factory=list)


@contextmanager
def a_proxy() -> Iterator[Proxy]:
    """An HTTP proxy that makes tunnels for who gives PROXY_USER, and refuses all others."""
    proxy = Proxy()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(proxy))
    proxy.url = f"http://{PROXY_USER}@127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            self.close_connection = True
            if self.headers["Proxy-Authorization"] != f"Basic {b64encode(PROXY_USER.encode()).decode()}":
                self.send_error(407)
                return
            proxy.through.append(self.path)
            host, _, port = self.path.rpartition(":")
            with socket.create_connection((host, int(port))) as beyond:
                self.send_response(200)
                self.end_headers()
                _carry(self.connection, beyond)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


def _carry(one: socket.socket, other: socket.socket) -> None:
    """Bytes both ways, until either side ends."""
    while True:
        ready, _, _ = select.select([one, other], [], [])
        for side in ready:
            piece = side.recv(PIECE)
            if not piece:
                return
            (other if side is one else one).sendall(piece)


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
