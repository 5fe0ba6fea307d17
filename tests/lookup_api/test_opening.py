"""What a worker opens is wired as its parts need it."""

from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.opening import open_desk
from lookup_api.settings import LookupSettings
from lookup_api.store.counting import count_dossiers, save_count
from lookup_api.store.figures import counted_at
from lookup_api.web.metrics import Metrics
from tests.builders import NOW


def test_all_figures_of_a_page_are_of_one_count(engine: Engine, database_url: str) -> None:
    settings = LookupSettings(
        MOTCUA_DATABASE_URL=database_url, MOTCUA_DATA_KEY=Fernet.generate_key().decode(), count_seconds=0
    )
    with open_desk(settings, Metrics()) as desk, desk.database.reading() as page:
        before = counted_at(page)
        with Session(engine) as session, session.begin():
            save_count(session, count_dossiers(session, NOW))
        page.expire_all()
        assert (before, counted_at(page)) == (None, None)
