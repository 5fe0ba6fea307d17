"""The likeliest text under the grammar and the check sum, given how well each symbol fits each place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kiosk.scanning.bars.alphabet import CHECK_MODULUS, START_C, STARTS
from kiosk.scanning.bars.language import Language

BEAM = 80  # beginnings that are followed at once
SYMBOLS = 8  # the likeliest ones that are tried at a place

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Symbol values from the start symbol to the check symbol, and their log likelihood; `contradiction`: by how much
    some other symbol is likelier at the place where that is worst."""

    values: tuple[int, ...]
    score: float
    contradiction: float


@dataclass(frozen=True, slots=True)
class _Beam:
    state: NDArray[np.int32]
    score: Scores
    total: NDArray[np.int32]  # weighted sum of the values, modulo 103
    values: NDArray[np.int16]  # (beginnings, places)


def likeliest(scores: Scores, language: Language) -> list[Sequence]:
    """The best sequences, best first; `scores` (places, 106) are log likelihoods from the start to the check symbol."""
    places = len(scores)
    if places - 2 >= len(language.finishing) or places < 4:
        return []
    beam = _begun(scores[0], language, places)
    for place in range(1, places - 1):
        beam = _longer(beam, place, scores, language)
        if not beam.score.size:
            return []
    return _checked(beam, scores)


def _begun(scores: Scores, language: Language, places: int) -> _Beam:
    starts = np.array(STARTS, np.int32)
    state = (starts == START_C).astype(np.int32)
    values = np.zeros((len(starts), places), np.int16)
    values[:, 0] = starts
    return _Beam(state, scores[starts], starts % CHECK_MODULUS, values)


def _longer(beam: _Beam, place: int, scores: Scores, language: Language) -> _Beam:
    symbols = _worth_trying(beam, scores[place], language)
    following = language.following[beam.state][:, symbols]
    fits = (following >= 0) & language.finishing[len(scores) - 2 - place][following]
    parents, picked = np.nonzero(fits)
    score = beam.score[parents] + scores[place, symbols[picked]]
    if score.size > BEAM:
        best = np.argpartition(-score, BEAM)[:BEAM]
        parents, picked, score = parents[best], picked[best], score[best]
    values = beam.values[parents]
    values[:, place] = symbols[picked]
    total = (beam.total[parents] + place * symbols[picked]) % CHECK_MODULUS
    return _Beam(following[parents, picked], score, total.astype(np.int32), values)


def _worth_trying(beam: _Beam, scores: Scores, language: Language) -> NDArray[np.intp]:
    allowed = np.flatnonzero((language.following[np.unique(beam.state)] >= 0).any(axis=0))
    return allowed[np.argsort(-scores[allowed])[:SYMBOLS]]


def _checked(beam: _Beam, scores: Scores) -> list[Sequence]:
    score = beam.score + scores[-1, beam.total]
    order = np.argsort(-score)[:4]
    beam.values[:, -1] = beam.total
    chosen = scores[np.arange(len(scores)), beam.values[order]]
    worst = (scores.max(axis=1) - chosen).max(axis=1)
    return [
        Sequence(tuple(map(int, beam.values[at])), float(score[at]), float(contradiction))
        for at, contradiction in zip(order, worst, strict=True)
    ]
