"""When a reading is believed: bars may be misread, so two frames must agree; a QR checks itself."""

from dataclasses import dataclass, field

from kiosk.question import Question
from kiosk.scanning.decode import Symbology
from lookup_api.domain.codes import Code

VOTES = {Symbology.CODE128: 2, Symbology.QR: 1}
MEMORY_SECONDS = 2.0
GONE_SECONDS = 1.0
FIRST_LOOK_SECONDS = 10.0
FORGOTTEN_SECONDS = 600.0  # unseen for so long, a paper was taken away
MOST_PAPERS = 4  # that may lie before the camera at once


@dataclass(slots=True)
class Ballot:
    """The readings of the last moments. `elected` are the questions that were asked, and when their papers were seen
    last. All times are seconds of one monotonic clock."""

    votes: list[tuple[float, Question]] = field(default_factory=list)
    elected: dict[Code, tuple[Question, float]] = field(default_factory=dict)
    glimpsed: dict[Question, float] = field(default_factory=dict)

    def cast(self, question: Question, symbology: Symbology, now: float, held: bool) -> Question | None:
        """Count one frame's reading; the question, once it is believed, and not again until its paper has been away.

        `held`: whether something is being held up, or all lies as it lay. A receipt that was left before the camera is
        therefore asked for once only, also when it can be read from time to time only.
        """
        if self._is_still_there(question, now, held):
            return None
        self.votes = [(at, known) for at, known in self.votes if now - at <= MEMORY_SECONDS] + [(now, question)]
        if sum(known == question for _, known in self.votes) < VOTES[symbology]:
            return None
        self.votes = []
        self._see(question, now)
        return question

    def is_first_glimpse(self, question: Question, now: float, held: bool) -> bool:
        """Whether a single reading of this question that `cast` did not believe yet is worth a word to the centre: if
        there is such a dossier, it is believed too. Once for each paper, and `held` as for `cast`: one that was left
        and can be read now and then opens nobody's result again and again."""
        if question.code in self.elected:
            return False
        self.forget(now)
        unseen = now - self.glimpsed.get(question, float("-inf"))
        self.glimpsed[question] = now
        return unseen > (FIRST_LOOK_SECONDS if held else FORGOTTEN_SECONDS)

    def forget(self, now: float) -> None:
        """Let go of what was read long ago."""
        self.votes = [(at, known) for at, known in self.votes if now - at <= MEMORY_SECONDS]
        self.glimpsed = {known: at for known, at in self.glimpsed.items() if now - at <= FORGOTTEN_SECONDS}
        self.elected = {code: seen for code, seen in self.elected.items() if now - seen[1] <= FORGOTTEN_SECONDS}

    def is_in_doubt(self, now: float) -> bool:
        """Whether the next picture may settle what was read a moment ago."""
        return any(now - at <= MEMORY_SECONDS for at, _ in self.votes)

    def _is_still_there(self, question: Question, now: float, held: bool) -> bool:
        """Whether this is a paper that was asked for already; a QR that follows the bars says more, and is news."""
        known, seen_at = self.elected.get(question.code, (None, 0.0))
        if known is None or (held and now - seen_at > GONE_SECONDS):
            return False
        self._see(known, now)
        return question.secret is None or question.secret == known.secret

    def _see(self, question: Question, now: float) -> None:
        self.elected.pop(question.code, None)
        papers = [*self.elected.items(), (question.code, (question, now))]
        self.elected = dict(papers[-MOST_PAPERS:])
