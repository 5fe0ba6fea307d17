"""The catalogues by language."""

from kiosk.languages.catalogue import Catalogue
from kiosk.languages.en import EN
from kiosk.languages.km import KM
from kiosk.languages.vi import VI
from lookup_api.domain.wording import Language

CATALOGUES: dict[Language, Catalogue] = {words.language: words for words in (VI, KM, EN)}
