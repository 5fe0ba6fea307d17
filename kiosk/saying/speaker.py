"""Who speaks: a language, and how names, codes and amounts are said in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.hardware.voice import in_vietnamese
from kiosk.languages.aloud import Aloud
from kiosk.languages.catalogue import Catalogue
from kiosk.languages.labels import LABELS
from kiosk.saying.pronouncing import in_full, sign_by_sign
from lookup_api.domain.wording import Language
from lookup_api.paper.words import amount


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the language, the texts of its screens and those that are only said."""

    language: Language
    words: Catalogue
    aloud: Aloud

    def named(self, name: str) -> str:
        """A Vietnamese name in full, read in Vietnamese also inside another language."""
        full = in_full(name)
        return full if self.language is Language.VI else in_vietnamese(full)

    def numbered(self, names: Iterable[str]) -> str:
        """`Số 1: Đơn. Số 2: Bản vẽ.`"""
        said = (self.aloud.numbered.format(number=at, name=self.named(name)) for at, name in enumerate(names, 1))
        return " ".join(said)

    @property
    def to_repeat(self) -> str:
        """How to hear it again, and how to be left in peace."""
        labels = LABELS[self.language]
        return self.aloud.to_repeat.format(again=labels.again, quiet=labels.quiet)

    def code(self, code: str) -> str:
        """A code, sign by sign."""
        return sign_by_sign(code, self.language)

    def amount(self, dong: int) -> str:
        """An amount of money, or that there is none to pay."""
        return self.aloud.fee.format(amount=amount(dong, self.language)) if dong else self.aloud.to_pay
