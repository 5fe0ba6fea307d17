"""Receipts that were issued: proof of holding one is its secret, kept as a keyed hash."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import ReceiptRow


def save_receipt(session: Session, dossier_id: int, secret_hash: str, issued_at: datetime) -> None:
    """Remember a receipt that is being printed; it replaces earlier ones of the dossier."""
    row = ReceiptRow(dossier_id=dossier_id, bound_to=dossier_id, secret_hash=secret_hash, issued_at=issued_at)
    session.add(row)


def secret_hash(secret: ReceiptSecret, dossier_id: int, sealer: Sealer) -> str:
    """How `secret` is kept: bound to its dossier, useless without the data key."""
    return sealer.fingerprint("receipt", str(dossier_id), secret.value)


def holds_receipt(session: Session, dossier_id: int, secret: ReceiptSecret, sealer: Sealer) -> bool:
    """Whether `secret` is that of the dossier's newest receipt; of the newest of each, where dossiers became one."""
    query = select(ReceiptRow.bound_to, ReceiptRow.secret_hash).where(ReceiptRow.dossier_id == dossier_id)
    oldest_first = session.execute(query.order_by(ReceiptRow.issued_at, ReceiptRow.id))
    newest = {row.bound_to: row.secret_hash for row in oldest_first} or {dossier_id: ""}  # without any it takes as long
    found = [sealer.matches(kept, ("receipt", str(bound_to), secret.value)) for bound_to, kept in newest.items()]
    return any(found)
