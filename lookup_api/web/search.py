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
ACCENTS_RIGHT = 0.3
SAME_NAME, IN_NAME, ELSEWHERE = 2, 1, 0


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be found, of a weight (the name weighs more than a paper)."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """The positions of what was found, best first, and the words (folded) by which it was."""

    positions: tuple[int, ...] = ()
    words: frozenset[str] = frozenset()


class Index:
    """What is to be found, by its words. `names` and `texts` are of the same things in the same order."""

    def __init__(self, names: Iterable[str], texts: Iterable[Iterable[Text]]) -> None:
        self._names = [" ".join(map(fold, words_of(name))) for name in names]
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._as_written: dict[str, set[int]] = defaultdict(set)
        for position, parts in enumerate(texts):
            for word, weight in ((word, part.weight) for part in parts for word in set(words_of(part.words))):
                weights = self._weights[fold(word)]
                weights[position] = max(weight, weights.get(position, 0))
                self._as_written[word].add(position)
        self._vocabulary = sorted(self._weights)

    def find(self, wanted: str) -> Found:
        """What has all the words of `wanted`; when there is nothing, what has most of them, and more than half."""
        words = words_of(wanted)[:MOST_WORDS]
        meant = [self._meanings(word, is_last=number == len(words)) for number, word in enumerate(words, start=1)]
        scores: dict[int, list[float]] = defaultdict(list)
        for word, meanings in zip(words, meant, strict=True):
            for position, score in self._score(word, meanings).items():
                scores[position].append(score)
        most = max(map(len, scores.values()), default=0)
        if most * 2 <= len(words):
            return Found()
        phrase = " ".join(map(fold, words))
        ranks = {at: self._rank(at, phrase, sum(each)) for at, each in scores.items() if len(each) == most}
        return Found(tuple(sorted(ranks, key=ranks.__getitem__)), frozenset().union(*meant))

    def _meanings(self, word: str, *, is_last: bool) -> Mapping[str, float]:
        """The words of the vocabulary that `word` may mean, and how sure that is."""
        folded = fold(word)
        begun = self._begun(folded) if is_last and len(folded) >= SHORTEST_START else ()
        meanings = {**dict.fromkeys(begun, BEGUN), **({folded: WHOLE} if folded in self._weights else {})}
        return meanings or dict.fromkeys(self._mistyped(folded), MISTYPED)

    def _begun(self, start: str) -> Iterator[str]:
        first = bisect_left(self._vocabulary, start)
        return takewhile(lambda word: word.startswith(start), self._vocabulary[first:])

    def _mistyped(self, folded: str) -> Iterator[str]:
        """The words that are one letter away; of figures no other is meant."""
        if len(folded) < SHORTEST_MISTYPED or not folded.isalpha():
            return iter(())
        near = extract_iter(folded, self._vocabulary, scorer=OSA.distance, score_cutoff=1)
        return (word for word, _, _ in near)

    def _score(self, word: str, meanings: Mapping[str, float]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for meant, sureness in meanings.items():
            for position, weight in self._weights[meant].items():
                scores[position] = max(weight * sureness, scores.get(position, 0))
        right = self._as_written.get(word, set()) & scores.keys()
        return scores | {position: scores[position] * (1 + ACCENTS_RIGHT) for position in right}

    def _rank(self, position: int, phrase: str, score: float) -> tuple[int, float, int, int]:
        """The smaller, the better: the very name, then the phrase in a name, then by score and shortness."""
        name = self._names[position]
        place = SAME_NAME if name == phrase else IN_NAME if f" {phrase}" in f" {name}" else ELSEWHERE
        return -place, -score, len(name), position


def words_of(text: str) -> list[str]:
    """The words in small letters, accents as they are."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=8_192)  # a catalogue has far fewer words, each of them a thousand times
def fold(text: str) -> str:
    """In small letters, without accents: what two spellings of a word have in common."""
    return without_accents(text.lower())


def mark(text: str, words: frozenset[str]) -> Markup:
    """`text` as HTML, with those of these (folded) words marked that stand in it; neighbours in one go."""
    composed = unicodedata.normalize("NFC", text)
    pieces: list[str] = []
    end = 0
    for start, stop in _neighbours(composed, words):
        pieces += [str(escape(composed[end:start])), f"<mark>{escape(composed[start:stop])}</mark>"]
        end = stop
    return Markup("".join([*pieces, str(escape(composed[end:]))]))


def _neighbours(text: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """From where to where words stand that only blanks divide."""
    spans = [found.span() for found in WORD.finditer(text) if fold(found[0]) in words]
    while spans:
        start, stop = spans.pop(0)
        while spans and text[stop : spans[0][0]].isspace():
            stop = spans.pop(0)[1]
        yield start, stop
