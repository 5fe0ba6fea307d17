"""Full-text search that forgives: accents, case, the order of words, a half-typed last word, a letter mistyped.

Vietnamese needs its own rules here (syllables, đ, accents typed or not), and a province's catalogue fits into memory.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from markupsafe import Markup, escape
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from lookup_api.domain.wording import without_accents

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12
SHORTEST_START = 2  # letters of a half-typed word
SHORTEST_MISTYPED = 4
WHOLE, BEGUN, MISTYPED = 1.0, 0.7, 0.5
TONES = "\u0300\u0301\u0303\u0309\u0323"
SAME_NAME, IN_NAME, ELSEWHERE = 2, 1, 0


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be found, of a weight (the name weighs more than a paper)."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """The positions of what was found, best first, and the words (spelt) by which it was."""

    positions: tuple[int, ...] = ()
    words: frozenset[str] = frozenset()


class Index:
    """What is to be found, by its words: the names that each thing goes by, and all its texts, in the same order."""

    def __init__(self, names: Iterable[Iterable[str]], texts: Iterable[Iterable[Text]]) -> None:
        self._names = [[" ".join(map(fold, words_of(name))) for name in each] for each in names]
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._as_written: dict[str, set[int]] = defaultdict(set)
        for position, parts in enumerate(texts):
            for word, weight in ((word, part.weight) for part in parts for word in set(words_of(part.words))):
                weights = self._weights[fold(word)]
                weights[position] = max(weight, weights.get(position, 0))
                self._as_written[spell(word)].add(position)
                self._forms[fold(word)].add(word)
        self._vocabulary = sorted(self._weights)

    def find(self, wanted: str) -> Found:
        """What has all the words of `wanted`; when there is nothing, what has most of them, and more than half. Accents
        that are typed count, unless nothing has them.
        """
        words = words_of(wanted)[:MOST_WORDS]
        meant = [self._meanings(word, is_last=number == len(words)) for number, word in enumerate(words, start=1)]
        scores: dict[int, list[float]] = defaultdict(list)
        for meanings in meant:
            for position, score in self._score(meanings).items():
                scores[position].append(score)
        most = max(map(len, scores.values()), default=0)
        if most * 2 <= len(words):
            return Found()
        phrase = " ".join(map(fold, words))
        ranks = {at: self._rank(at, phrase, sum(each)) for at, each in scores.items() if len(each) == most}
        right = ranks.keys() & self._with_accents_of(words, meant) or ranks
        return Found(tuple(sorted(right, key=ranks.__getitem__)), frozenset(self._spelt(words, meant)))

    def _with_accents_of(self, words: list[str], meant: list[dict[str, float]]) -> set[int]:
        """What has the words with the accents as typed; nothing when none is typed."""
        having = [
            self._as_written.get(spell(word), set()).union(
                *(self._weights[meaning] for meaning, sureness in meanings.items() if sureness == BEGUN)
            )
            for word, meanings in zip(words, meant, strict=True)
            if spell(word) != fold(word)
        ]
        return set.intersection(*having) if having else set()

    def _spelt(self, words: list[str], meant: list[dict[str, float]]) -> Iterator[str]:
        """How the words are spelt by which something was found: as typed, where they are, or as they may be."""
        for word, meanings in zip(words, meant, strict=True):
            if spell(word) != fold(word) and spell(word) in self._as_written:
                yield spell(word)
            else:
                yield from (spell(form) for meaning in meanings for form in self._forms[meaning])

    def _meanings(self, word: str, *, is_last: bool) -> dict[str, float]:
        """The words of the vocabulary that `word` may mean, and how sure that is."""
        folded = fold(word)
        begun = self._begun(word, folded) if is_last and len(folded) >= SHORTEST_START else ()
        meanings = {**dict.fromkeys(begun, BEGUN), **({folded: WHOLE} if folded in self._weights else {})}
        return meanings or dict.fromkeys(self._mistyped(folded), MISTYPED)

    def _begun(self, start: str, folded: str) -> Iterator[str]:
        """The words that begin so, with the accents that are typed."""
        first = bisect_left(self._vocabulary, folded)
        for word in takewhile(lambda word: word.startswith(folded), self._vocabulary[first:]):
            if start == folded or any(form.startswith(start) for form in self._forms[word]):
                yield word

    def _mistyped(self, folded: str) -> Iterator[str]:
        """The words that are one letter away; of figures no other is meant."""
        if len(folded) < SHORTEST_MISTYPED or not folded.isalpha():
            return iter(())
        near = extract_iter(folded, self._vocabulary, scorer=OSA.distance, score_cutoff=1)
        return (word for word, _, _ in near)

    def _score(self, meanings: Mapping[str, float]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for meant, sureness in meanings.items():
            for position, weight in self._weights[meant].items():
                scores[position] = max(weight * sureness, scores.get(position, 0))
        return scores

    def _rank(self, position: int, phrase: str, score: float) -> tuple[int, float, int, int]:
        """The smaller, the better: the very name, then the phrase in a name, then by score and shortness."""
        names = self._names[position]
        within = any(f" {phrase}" in f" {name}" for name in names)
        place = SAME_NAME if phrase in names else IN_NAME if within else ELSEWHERE
        return -place, -score, len(names[0]), position


def words_of(text: str) -> list[str]:
    """The words in small letters, accents as they are."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=8_192)  # a catalogue has far fewer words, each of them a thousand times
def fold(text: str) -> str:
    """In small letters, without accents: what two spellings of a word have in common."""
    return without_accents(text.lower())


@lru_cache(maxsize=8_192)
def spell(word: str) -> str:
    """In small letters, with its tone at the end: hoà and hòa are the same word."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = "".join(letter for letter in letters if letter in TONES)
    return letters.translate(dict.fromkeys(map(ord, TONES))) + tones


def mark(text: str, words: frozenset[str]) -> Markup:
    """`text` as HTML, with those of these (spelt) words marked that stand in it; neighbours in one go."""
    composed = unicodedata.normalize("NFC", text)
    pieces: list[str] = []
    end = 0
    for start, stop in _neighbours(composed, words):
        pieces += [str(escape(composed[end:start])), f"<mark>{escape(composed[start:stop])}</mark>"]
        end = stop
    return Markup("".join([*pieces, str(escape(composed[end:]))]))


def _neighbours(text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """From where to where words stand that only blanks divide."""
    spans = [found.span() for found in WORD.finditer(text) if spell(found[0]) in words]
    while spans:
        start, stop = spans.pop(0)
        while spans and text[stop : spans[0][0]].isspace():
            stop = spans.pop(0)[1]
        yield start, stop
