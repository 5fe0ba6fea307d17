"""Where a line of Khmer may end. Khmer puts no spaces between words: a space is a pause, and a break there is best.

Words that our own texts use are known and kept whole. Any other text breaks between orthographic syllables: never
before a vowel, a sign or a letter written below the line, nor before a letter that only closes the syllable before it.
"""

import re
from functools import cache

ZERO_WIDTH_SPACE = "\u200b"
SYLLABLE = re.compile(
    "[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[\u17b4-\u17d1\u17d3\u17dd\u200c\u200d])*|[^\u1780-\u17b3]", re.DOTALL
)
KHMER_RUN = re.compile("([\u1780-\u17d3\u17dd\u200c\u200d]+)")
CLOSING = re.compile("[\u17d4-\u17da,.;:!?%)\\]»”’…]")  # what never begins a line
OPENING = ("(", "[", "«", "“", "‘")
# Without a vowel: most often it closes a syllable, unless រ, ល or វ stands below it, as in the ប្រ that opens ប្រទេស.
BARE_LETTER = re.compile("[\u1780-\u17a2](?:\u17d2[\u1780-\u1799\u179d-\u17a2])?[\u17cb-\u17d1]?")
KNOWN = """
សំណុំ ឯកសារ សំណុំឯកសារ លេខ កូដ លេខកូដ បង្កាន់ដៃ មន្ត្រី ផ្នែក ការិយាល័យ ច្រក ចេញចូល តែមួយ ទីភ្នាក់ងារ នីតិវិធី
វិស័យ ត្រូវ បាន ត្រូវបាន នឹង កំពុង ទើប រួច រួចរាល់ រួចហើយ ហើយ មិន មិនទាន់ ទេ ទៀត វិញ នៅ នេះ នោះ ទៅ មក ដល់ ពី ដោយ
ដើម្បី តាម ឬ និង ដែល ជា មាន គ្មាន ក្នុង លើ ខាង ក្រោម មុន ក្រោយ ហួស ទាន់ កំណត់ ពេល ពេលវេលា ថ្ងៃ ណាត់ ថ្ងៃណាត់
ម៉ោង នាទី វិនាទី ខែ ឆ្នាំ ដោះស្រាយ ការដោះស្រាយ ទទួល ទទួលយក ប្រគល់ ជូន ប្រគល់ជូន លទ្ធផល បញ្ជូន ផ្ញើ ដាក់ ដកវិញ ដក
ឈប់ ផ្អាក បង់ ប្រាក់ បង់ប្រាក់ កម្រៃ សេវា កម្រៃសេវា ពន្ធ បន្ថែម ខ្វះ នៅខ្វះ រង់ចាំ សូម អ្នក អ្វី អ្វីៗ ធ្វើ
រក្សាទុក ទាក់ទង ដឹង មូលហេតុ របៀប ម្តងទៀត ម្តង ជូនដំណឹង ការជូនដំណឹង សំណើ បើ ត្រូវការ ថ្មី ពិនិត្យ ពិនិត្យមើល មើល
រក មិនឃើញ ឃើញ សួរ សាកល្បង ពីរបី មួយ ពីរ បី អាច ត្រឹមត្រូវ ឧទាហរណ៍ ម៉ាស៊ីន បម្រើ បណ្តោះអាសន្ន បណ្តាញ ទូរស័ព្ទ
ទូរស័ព្ទទាន់ហេតុការណ៍ បោះពុម្ព ក្រដាស អេក្រង់ ប៊ូតុង ចុច វាយ ស្កេន កាមេរ៉ា រូបភាព បន្ទះ បាកូដ ភាសា ភាសាខ្មែរ
ខ្មែរ វៀតណាម អ្នកទទួលខុសត្រូវ ទទួលខុសត្រូវ ម្ចាស់ លម្អិត ព័ត៌មាន ធ្វើការ ថ្ងៃធ្វើការ ច្បាប់ដើម ថតចម្លង
ច្បាប់ចម្លង បញ្ជាក់ មូលដ្ឋាន ច្បាប់ មូលដ្ឋានច្បាប់ ឃុំ សង្កាត់ ស្រុក ខេត្ត ក្រុង មជ្ឈមណ្ឌល រដ្ឋបាល សាធារណៈ
បញ្ចូល ទូរសព្ទ ទូរសព្ទចល័ត ប្រទេស សំណួរ ច្រើន ដង លឿន ពេក ឆ្លើយ ខ្លី របស់ គ្នា ជិត ចំណាំ ប្រើ ចាប់ផ្តើម ចូរ កាន់
កាត គណៈកម្មាធិការ ប្រជាជន ដុង ច័ន្ទ អង្គារ ពុធ ព្រហស្បតិ៍ សុក្រ សៅរ៍ អាទិត្យ រយៈពេល ទីកន្លែង កន្លែង ត្រូវធ្វើ
អ្វីដែលត្រូវធ្វើ ការ កម្ម ខ្លួន ខ្សែ គម្រប គិត ចន្ទ ចាំ ចុះ ចំនួន ឆ្ងាយ ជួយ ឈ្មោះ ដប់ខ្ទង់ ដោត ណា តែ ត្រឡប់
ទាំងអស់ ទិន្នន័យ សិទ្ធិ នៃ បច្ចុប្បន្ន បញ្ជា បញ្ហា បន្តិច បន្ទុក ប៉ះ ប្រាប់ ប្រៀបធៀប ផ្ទាល់ ផ្សេង ពលរដ្ឋ ប៉ះពាល់
ភាព ភ្ជាប់ ភ្លាម ភ្លើង មុខ មែន យក រក្សា លុប សន្លឹក សម្រាប់ នៅសល់ សល់ សារ ស៊ុម ស្គាល់ ស្ថាប័ន ស្អែក ហាង អាន បន្ត
អ៊ីនធឺណិត ឧបករណ៍ ខ្លួនឯង ឱ្យ ដំណើរ ដំណើរការ ស្ងាត់ ស្ងៀម ក្រដាសជិតអស់ អស់ ជិតអស់ បិទ បើក ខ្សែភ្លើង រលត់ សំឡេង
ស្តាប់ បន្ទាត់ ទំព័រ សំបុត្រ សញ្ញា កំណត់ត្រា
សាកសួរ ប្រហែល ប្រហែលជា ចំអាម ជំហាន លើកទី រន្ធ រន្ធក្រដាស សិន ដៃ ស្កេនដៃ ថា ឮៗ អានឮៗ នាឡិកា អង្គចងចាំ ពេញ យឺត
យឺតយ៉ាវ ដាច់ ចេញ សុំ សុំទោស ធម្មតា រាល់ បង្ហាញ ទី ទីនេះ កម្មវិធី ប្រជាពលរដ្ឋ ឡើង ឡើងវិញ ឡើងលើ វា ដដែល រៀបចំ ដុំ
បំពងសំឡេង កាស កែ ខុស ខុសគ្នា ប្តូរ ថ្ម ថាស ខូច កន្លះ អនុញ្ញាត សម្ងាត់ ការសម្ងាត់ ទំហំ អក្សរ ផ្ទៃ ខ្មៅ ទាប តួ
ខ្លះ ខ្ញុំ អរគុណ តើ ល្អ ប៉ុណ្ណា ប៉ុន្មាន ផ្កាយ ជាមួយ ងងឹត ភ្លឺ ផ្អៀង ព្រោះ ចាំង ឥឡូវ ឥឡូវនេះ លោក ស្រី អ្នកស្រី
យើង ចំពោះ ទទួលបន្ទុក អ្នកទទួលបន្ទុក ចុះឈ្មោះ ថ្ងៃនេះ ថ្ងៃស្អែក នៅតែ ពេលក្រោយ
ជំនួយ ងាយ ធំ ជាង ចង់ ផ្ទះ បញ្ជី ទាញយក ពន្យល់ ណែនាំ សេចក្តី សេចក្តីណែនាំ ដំណឹង សរសេរ ប្រយ័ត្ន រំលង ចូល ចំណុច នីមួយៗ
សាក ផ្ទាំង អូស ម្រាម ម្រាមដៃ គ្រប់ ប្រអប់ វត្ថុ បាំង ជូត កែវ សោរ បែរ ខ្ទង់ ប្រាំ ប្រាំនាទី
"""
WORDS = frozenset(KNOWN.split())


def syllables(text: str) -> tuple[str, ...]:
    """`text` in orthographic syllables, and signs that are not Khmer one by one; together they are the text again."""
    return tuple(SYLLABLE.findall(text))


def breakable(text: str) -> tuple[str, ...]:
    """`text` in the pieces between which a line may end, all of it but the zero-width spaces; what is not Khmer is
    broken after a space only, and a space ends its piece."""
    pieces: list[str] = []
    for part in re.split(f"{ZERO_WIDTH_SPACE}|(?<=[ \n])", text):
        fresh = True  # at the start of a part a line may end, whatever stands there
        for run in filter(None, KHMER_RUN.split(part)):
            for piece in _words(run) if KHMER_RUN.fullmatch(run) else [run]:
                if pieces and not fresh and _belong_together(pieces[-1], piece):
                    pieces[-1] += piece
                else:
                    pieces.append(piece)
                fresh = False
    return tuple(pieces)


def with_breaks(text: str) -> str:
    """`text` with a zero-width space wherever a line may end without a space: for screens that break lines there."""
    pieces = breakable(text)
    joints = ("" if piece[-1] in " \n" else ZERO_WIDTH_SPACE for piece in pieces[:-1])
    return "".join(piece + joint for piece, joint in zip(pieces, [*joints, ""], strict=True))


def is_khmer(text: str) -> bool:
    """Whether any of it is written in Khmer."""
    return KHMER_RUN.search(text) is not None


def _belong_together(before: str, piece: str) -> bool:
    """Spaces and punctuation stay with the word before; two runs that are not Khmer are never parted here."""
    if not piece.strip(" ") or CLOSING.match(piece) or before.endswith(OPENING):
        return True
    return not (is_khmer(before[-1:]) or is_khmer(piece[:1]))


@cache
def _words(run: str) -> tuple[str, ...]:
    """A run of Khmer letters in words: as few unknown syllables as possible, then as few pieces."""
    parts = syllables(run)
    best: list[tuple[int, int, tuple[str, ...]]] = [(0, 0, ())]
    for end in range(1, len(parts) + 1):
        best.append(min((_ending(parts, start, end, best) for start in range(end)), key=lambda way: way[:2]))
    return _closed(best[-1][2])


def _ending(
    parts: tuple[str, ...], start: int, end: int, best: list[tuple[int, int, tuple[str, ...]]]
) -> tuple[int, int, tuple[str, ...]]:
    """The best cutting of the syllables before `start`, with those up to `end` as one more piece."""
    piece, (unknown, count, before) = "".join(parts[start:end]), best[start]
    strange = 0 if piece in WORDS else 1 + (end - start - 1) * len(parts)  # unknown syllables are not put together
    return unknown + strange, count + 1, (*before, piece)


def _closed(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """A bare letter that is no word goes with the syllable that it most likely closes, or else opens."""
    closed: list[str] = []
    opens = False
    for piece in pieces:
        bare = piece not in WORDS and BARE_LETTER.fullmatch(piece) is not None
        if closed and (opens or (bare and closed[-1] not in WORDS)):
            closed[-1] += piece
            opens = False
        else:
            closed.append(piece)
            opens = bare
    return tuple(closed)
