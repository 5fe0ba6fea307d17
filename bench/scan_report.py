"""The table of `make bench-scan`, its floors and its aims."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.scan_receipts import Symbol
from bench.scan_scores import Score, Second, milliseconds, rates, wall_share
from bench.scan_sides import FAST, OURS

# What zxing-cpp 3.1.1 and pyzbar 0.1.9 alone read of the stills that the floors were taken from, per cent at severities
# 1 to 5: the pictures here are as hard.
MEASURED = {
    (FAST, Symbol.CODE128): (74, 62, 30, 18, 11),
    (FAST, Symbol.QR): (99, 91, 71, 62, 46),
    ("pyzbar", Symbol.CODE128): (81, 58, 39, 29, 12),
    ("pyzbar", Symbol.QR): (82, 66, 48, 34, 24),
}
AS_HARD = 4  # points, of whole per cents
ENOUGH_FRAMES = 5_000


@dataclass
class Results:
    """What each side did: on the stills and empty frames, in the bursts; and ours on more stills and on every frame of
    the bursts."""

    scores: dict[str, list[Score]]
    seconds: dict[str, list[Second]]
    more: list[Score] = field(default_factory=list)
    frames: list[Score] = field(default_factory=list)

    @property
    def all_of_ours(self) -> list[Score]:
        """Every frame that ours read by itself."""
        return [*self.scores[OURS], *self.more, *self.frames]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure beside what it has to be; `aim` is not required."""

    what: str
    figure: float
    floor: float
    aim: float
    more_is_better: bool = True

    def reaches(self, bar: float) -> bool:
        """Whether the figure is as good as the bar."""
        return self.figure >= bar if self.more_is_better else self.figure <= bar

    def __str__(self) -> str:
        said = "floor missed" if not self.reaches(self.floor) else "aim" if self.reaches(self.aim) else "floor"
        return f"  {self.what:<44} {self.figure:7.1f}   floor {self.floor:g}, aim {self.aim:g}: {said}"


def report(results: Results) -> bool:
    """Print it all; whether every floor is reached."""
    _tell_stills(results)
    _tell_speed(results)
    _tell_seconds(results)
    bars = bars_of(results)
    print("\n".join(map(str, bars)))
    wrong = [each for each in results.all_of_ours if each.wrong]
    frames = len(results.all_of_ours)
    print(f"  wrong values accepted: {len(wrong)} of {frames:,} frames (floor: 0 of {ENOUGH_FRAMES:,})")
    return not wrong and all(bar.reaches(bar.floor) for bar in bars)


def bars_of(results: Results) -> list[Bar]:
    """Ours beside floors and aims."""
    ours = results.scores[OURS]
    (bars, all_bars), (qr, all_qr) = (rates(ours, symbol) for symbol in (Symbol.CODE128, Symbol.QR))
    mean, p95 = milliseconds(ours, with_code=True)
    bare, _ = milliseconds(ours, with_code=False)
    seconds = results.seconds[OURS]
    return [
        Bar("Code 128, per cent of stills", all_bars, 72, 78),
        Bar("QR, per cent of stills", all_qr, 79, 80),
        Bar("Code 128 at severities 1 and 2", sum(bars[:2]) / 2, 0, 98),
        Bar("QR at severities 1 and 2", sum(qr[:2]) / 2, 0, 97),
        Bar("mean ms of a 720p frame with a code", mean, 40, 30, more_is_better=False),
        Bar("95th percentile of these ms", p95, 120, 60, more_is_better=False),
        Bar("mean ms of a 720p frame without a code", bare, 25, 25, more_is_better=False),
        Bar("Code 128 within a second, per cent of bursts", _in_time(seconds, Symbol.CODE128), 0, 75),
        Bar("QR within a second, per cent of bursts", _in_time(seconds, Symbol.QR), 0, 65),
    ]


def as_hard(results: Results) -> bool:
    """Whether zxing-cpp alone reads what it read in the measurement that the floors come from."""
    pairs = [(rates(results.scores[FAST], symbol)[0], MEASURED[FAST, symbol]) for symbol in Symbol]
    apart = [round(own) - other for ours, theirs in pairs for own, other in zip(ours, theirs, strict=True)]
    return max(map(abs, apart)) <= AS_HARD


def _tell_stills(results: Results) -> None:
    print("Read right, per cent at severities 1/2/3/4/5, and all; in brackets: measured where the floors come from")
    for symbol in Symbol:
        for name, scores in results.scores.items():
            by_severity, over_all = rates(scores, symbol)
            theirs = MEASURED.get((name, symbol))
            beside = f"   ({'/'.join(map(str, theirs))})" if theirs else ""
            own = "/".join(f"{each:.0f}" for each in by_severity)
            print(f"  {symbol:<8} {name:<16} {own:<16} {over_all:5.1f}{beside}")
    print(f"  zxing-cpp alone is within {AS_HARD:g} points at each severity: {'yes' if as_hard(results) else 'no'}")


def _tell_speed(results: Results) -> None:
    print("Milliseconds of processor at 720p: mean and p95 with a code; mean without; mean beside zxing-cpp alone")
    reference, _ = milliseconds(results.scores[FAST], with_code=True)
    for name, scores in results.scores.items():
        (mean, p95), (bare, _) = milliseconds(scores, with_code=True), milliseconds(scores, with_code=False)
        print(f"  {name:<16} {mean:6.1f} {p95:6.1f}   {bare:6.1f}   {mean / reference if reference else 0:4.1f} times")
    print(f"  on the wall all took {wall_share(results.scores[OURS]):.2f} times as long")


def _tell_seconds(results: Results) -> None:
    print("Bursts of a second: per cent of codes believed in time, Code 128 and QR; frames looked at; wrong")
    for name, seconds in results.seconds.items():
        share = [_in_time(seconds, symbol) for symbol in Symbol]
        frames = sum(each.frames for each in seconds) / max(1, len(seconds))
        print(f"  {name:<16} {share[0]:5.1f} {share[1]:5.1f}   {frames:4.1f}   {sum(each.wrong for each in seconds)}")


def _in_time(seconds: Sequence[Second], symbol: Symbol) -> float:
    own = [each.right for each in seconds if each.symbol is symbol]
    return 100 * sum(own) / len(own) if own else 0.0
