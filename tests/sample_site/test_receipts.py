"""The printed receipts of the sample site: what stands on them is read back, and opens the dossier."""

from datetime import date
from pathlib import Path

from PIL import Image
from sqlalchemy.orm import Session

from lookup_api.domain.receipt import read_qr
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.receipts import holds_receipt
from lookup_api.store.sealing import Sealer, make_data_key
from provisioning.database import open_engine
from tests.lookup_api.paper.sheets import read_by_zxing
from tests.sample_site.load import load_site
from tests.sample_site.receipts import PrintedContacts, print_receipts
from tests.sample_site.sample import make_site


def test_a_printed_receipts_code_and_qr_open_its_dossier(sqlite_url: str, tmp_path: Path) -> None:
    site, key = make_site(date(2026, 11, 24), dossiers=40), tmp_path / "data.key"
    make_data_key(key)
    load_site(site, sqlite_url, key)
    engine = open_engine(sqlite_url, writes=False)
    for picture in print_receipts(site, tmp_path / "receipts", PrintedContacts("https://mot-cua.example.vn")):
        printed, qr = sorted(read_by_zxing(Image.open(picture)))
        code, secret = read_qr(qr)
        assert printed == code.printed == picture.stem
        with Session(engine) as session:
            found = find_dossier(session, code)
            assert found
            assert holds_receipt(session, found.id, secret, Sealer.from_file(key))
    engine.dispose()
