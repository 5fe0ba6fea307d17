"""Receipts that were issued: proof of holding one is its secret, kept as a keyed hash."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import ReceiptRow


def save_receipt(session: Session, dossier_id: int, secret_hash: str, issued_at: datetime) -> None:
    """Remember a receipt that is being printed; it replaces earlier ones of the dossier."""
    session.add(ReceiptRow(dossier_id=dossier_id, secret_hash=secret_hash, issued_at=issued_at))


def secret_hash(secret: ReceiptSecret, dossier_id: int, sealer: Sealer) -> str:
    """How `secret` is kept: bound to its dossier, useless without the data key."""
    return sealer.fingerprint("receipt", str(dossier_id), secret.value)


def holds_receipt(session: Session, dossier_id: int, secret: ReceiptSecret, sealer: Sealer) -> bool:
    """Whether `secret` is that of the dossier's newest receipt."""
    query = select(ReceiptRow.secret_hash).where(ReceiptRow.dossier_id == dossier_id)
    newest = session.scalars(query.order_by(ReceiptRow.issued_at.desc(), ReceiptRow.id.desc()).limit(1)).first()
    return sealer.matches(newest or "", ("receipt", str(dossier_id), secret.value))
