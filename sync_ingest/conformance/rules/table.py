"""The rules, in the order of the report. Articles are those of Decision 60/2014/QĐ-UBND of Tây Ninh province."""

from sync_ingest.conformance.item import Form
from sync_ingest.conformance.rule import IN_NATIONAL, IN_WIRE, Rule, Weight
from sync_ingest.conformance.rules import content, habits, mishaps, public, texts, transport
from sync_ingest.reasons import Words

MUST, IF_SEEN, SHOULD = Weight.MUST, Weight.IF_SEEN, Weight.SHOULD
WITH_LOG_IN = frozenset({Form.NATIONAL})

TRANSPORT = (
    Rule("post-json", MUST, "6.1, 6.2", transport.posts_json),
    Rule("utf-8", MUST, "6.1, 6.2", transport.is_utf8_json),
    Rule("length", MUST, "6.1, 6.2", transport.states_length),
    Rule("size", MUST, "5.2", transport.keeps_to_size),
    Rule("signature", MUST, "9.3", transport.signs, IN_WIRE),
    Rule("nonce", MUST, "9.3", transport.spends_nonces_once, IN_WIRE),
    Rule("log-in", MUST, "9.3", transport.logs_in, WITH_LOG_IN),
    Rule("is-updating", MUST, "6.1, 6.2", transport.flags_updates, IN_NATIONAL),
    Rule("addresses", MUST, "9.3", transport.keeps_persons_out_of_addresses),
)
CONTENT = (
    Rule("codes", MUST, "5.3", content.names_codes),
    Rule("statuses", MUST, "5.3", content.keeps_to_the_ten),
    Rule("times", MUST, "8.6", content.writes_times),
    Rule("clock", MUST, "8.6", content.keeps_its_clock),
    Rule("responsible", MUST, "5.3", content.names_who_is_responsible),
    Rule("procedure", MUST, "4.1", content.names_procedure),
    Rule("received", MUST, "8.3", content.tells_when_received),
    Rule("due", SHOULD, "8.3", content.tells_when_due),
    Rule("missing-papers", MUST, "7.1", content.names_missing_papers),
    Rule("private", MUST, "9.3", texts.keeps_persons_out_of_public_texts),
    Rule("unicode", MUST, "6.1, 6.2", texts.writes_unicode),
)
HABITS = (
    Rule("ids", MUST, "8.6", habits.keeps_ids, IN_WIRE),
    Rule("same-again", MUST, "8.6", habits.repeats_the_same, IN_WIRE),
    Rule("order", MUST, "8.6", habits.keeps_order, IN_WIRE),
    Rule("correction", MUST, "8.6", habits.tells_corrections),
    Rule("hand-over", IF_SEEN, "4.3.đ, 4.3.l", habits.tells_of_hand_overs, IN_WIRE),
    Rule("deletion", IF_SEEN, "8.6", habits.tells_of_deletions, IN_WIRE),
    Rule("fresh", IF_SEEN, "5.2", habits.is_fresh),
    Rule("thousand", SHOULD, "8.3", habits.brings_a_thousand),
)
MISHAPS = (
    Rule("nothing-lost", MUST, "8.8", mishaps.loses_nothing),
    Rule("accepted", MUST, "8.6", mishaps.is_accepted),
    Rule("after-cut", MUST, "8.8", mishaps.repeats_after_a_cut),
    Rule("after-busy", MUST, "8.5", mishaps.repeats_when_busy),
    Rule("patience", MUST, "8.5", mishaps.does_not_hammer),
    Rule("slow-answer", MUST, "8.5", mishaps.waits_for_the_slow),
    Rule("no-overtaking", MUST, "8.6", mishaps.overtakes_nothing),
    Rule("refused", IF_SEEN, "8.5", mishaps.stops_when_refused),
    Rule("session-over", SHOULD, "8.5", mishaps.logs_in_again, WITH_LOG_IN),
    Rule("exists", MUST, "8.6", mishaps.updates_what_exists, IN_NATIONAL),
    Rule("public", IF_SEEN, "5.1.a, 13.2", public.is_told_to_the_public),
)
GROUPS = (
    (Words("Cách gửi", "How it sends"), TRANSPORT),
    (Words("Nội dung hồ sơ", "What it says"), CONTENT),
    (Words("Nền nếp đồng bộ", "Day by day"), HABITS),
    (Words("Khi có sự cố", "When something goes wrong"), MISHAPS),
)
RULES: tuple[Rule, ...] = (*TRANSPORT, *CONTENT, *HABITS, *MISHAPS)
