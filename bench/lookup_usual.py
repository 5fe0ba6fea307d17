"""Side (e) of the look-up bench: what one would write with FastAPI, fastapi-cache2 and Redis, by their manuals.

It answers the same JSON as ours, and nothing of what ours does besides: no limits, no tiers, no invalidation, no access
log. What is remembered stays so for an hour.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from os import environ

from fastapi import FastAPI, HTTPException
from fastapi_cache import FastAPICache
from fastapi_cache.backends.redis import RedisBackend
from fastapi_cache.decorator import cache
from redis import asyncio as aioredis
from sqlalchemy import Text, cast, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from lookup_api.contract import Answer, answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.wording import Language, status_name
from lookup_api.store.documents import read_updates
from lookup_api.store.tables import AliasRow, DossierRow

EXPIRE_SECONDS = 3_600
CALENDAR = WorkCalendar()
engine = create_async_engine(environ["MOTCUA_DATABASE_URL"].replace("+psycopg", "+asyncpg"))
sessions = async_sessionmaker(engine)


class PublishedAnswer(Answer):
    """The body of ours: the answer, and its status in words."""

    status_text: dict[Language, str]


@asynccontextmanager
async def _life(_: FastAPI) -> AsyncIterator[None]:
    redis = aioredis.from_url(environ["MOTCUA_REDIS_URL"])
    FastAPICache.init(RedisBackend(redis), prefix="usual")
    yield
    await redis.aclose()
    await engine.dispose()


app = FastAPI(lifespan=_life)


@app.get("/v1/dossiers/{code}")
@cache(expire=EXPIRE_SECONDS)
async def get_dossier(code: str) -> PublishedAnswer:
    """Where the dossier under this code stands."""
    text = cast(DossierRow.updates, Text)
    query = select(text).join(AliasRow, AliasRow.dossier_id == DossierRow.id).where(AliasRow.code == code)
    async with sessions() as session:
        found = await session.scalar(query)
    if found is None:
        raise HTTPException(404)
    answer = answer_for(Tier.STRANGER, Dossier.of(read_updates(found)), CALENDAR, datetime.now(UTC))
    texts = {language: status_name(answer.status, language) for language in Language}
    return PublishedAnswer(**dict(answer), status_text=texts)
