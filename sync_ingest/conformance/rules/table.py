"""The rules, in the order of the report. Articles are those of Decision 60/2014/QĐ-UBND of Tây Ninh province."""

from sync_ingest.conformance.item import Form
from sync_ingest.conformance.rule import IN_NATIONAL, IN_WIRE, Rule, Weight
from sync_ingest.conformance.rules import content, habits, mishaps, public, texts, transport
from sync_ingest.reasons import Words

MUST, IF_SEEN, SHOULD = Weight.MUST, Weight.IF_SEEN, Weight.SHOULD
WITH_LOG_IN = frozenset({Form.NATIONAL})

TRANSPORT = (
    Rule(
        "post-json",
        MUST,
        "6.1, 6.2",
        Words("Gửi bằng POST, nội dung kiểu application/json.", "Sends by POST, as application/json."),
        transport.posts_json,
    ),
    Rule(
        "utf-8",
        MUST,
        "6.1, 6.2",
        Words("Nội dung là JSON, mã hoá UTF-8.", "Sends JSON in UTF-8."),
        transport.is_utf8_json,
    ),
    Rule(
        "length",
        MUST,
        "6.1, 6.2",
        Words("Ghi đúng Content-Length, không nén.", "States the right Content-Length; compresses nothing."),
        transport.states_length,
    ),
    Rule(
        "size",
        MUST,
        "5.2",
        Words("Mỗi lần gửi tối đa 1.000 mục và 2 MiB.", "Sends at most 1,000 items and 2 MiB at a time."),
        transport.keeps_to_size,
    ),
    Rule(
        "signature",
        MUST,
        "9.3",
        Words("Ký số từng lần gửi, và chữ ký được chấp nhận.", "Signs each request, and the signature is believed."),
        transport.signs,
        IN_WIRE,
    ),
    Rule(
        "nonce",
        MUST,
        "9.3",
        Words("Mỗi lần gửi có một nonce riêng.", "Gives each request a nonce of its own."),
        transport.spends_nonces_once,
        IN_WIRE,
    ),
    Rule(
        "log-in",
        MUST,
        "9.3",
        Words(
            "Đăng nhập trước, rồi dùng lại phiên cho các lần gọi sau.",
            "Logs in first, and uses the session for the calls that follow.",
        ),
        transport.logs_in,
        WITH_LOG_IN,
    ),
    Rule(
        "is-updating",
        MUST,
        "6.1, 6.2",
        Words(
            "isUpdating là chuỗi “True” hoặc “False” khi gửi hồ sơ, không có khi gửi tiến trình.",
            "isUpdating is the text “True” or “False” with dossiers, and is left out with steps.",
        ),
        transport.flags_updates,
        IN_NATIONAL,
    ),
    Rule(
        "addresses",
        MUST,
        "9.3",
        Words(
            "Không có thông tin cá nhân, mật khẩu hay phiên làm việc trong địa chỉ (URL).",
            "Puts no personal data, password or session into an address (URL).",
        ),
        transport.keeps_persons_out_of_addresses,
    ),
)
CONTENT = (
    Rule(
        "codes",
        MUST,
        "5.3",
        Words(
            "Mỗi mục có mã hồ sơ đúng mẫu, mang mã định danh của cơ quan tiếp nhận.",
            "Names a dossier code of the agreed form in each item, with the receiving agency's identifier.",
        ),
        content.names_codes,
    ),
    Rule(
        "statuses",
        MUST,
        "5.3",
        Words("Chỉ dùng mười trạng thái quốc gia, từ 1 đến 10.", "Uses the ten national statuses alone, 1 to 10."),
        content.keeps_to_the_ten,
    ),
    Rule(
        "times",
        MUST,
        "8.6",
        Words(
            "Thời gian có múi giờ, hoặc đúng mẫu quốc gia yyyyMMddHHmmss.",
            "Writes times with a zone, or in the national form yyyyMMddHHmmss.",
        ),
        content.writes_times,
    ),
    Rule(
        "clock",
        MUST,
        "8.6",
        Words("Không có việc nào xảy ra trong tương lai.", "Tells of nothing that is yet to happen."),
        content.keeps_its_clock,
    ),
    Rule(
        "responsible",
        MUST,
        "5.3",
        Words(
            "Nêu rõ cán bộ, bộ phận và cơ quan đang thụ lý từng hồ sơ.",
            "Names the officer, unit and agency responsible for each dossier.",
        ),
        content.names_who_is_responsible,
    ),
    Rule(
        "procedure",
        MUST,
        "4.1",
        Words("Nêu mã và tên thủ tục của từng hồ sơ.", "Names each dossier's procedure, by code and name."),
        content.names_procedure,
    ),
    Rule(
        "received",
        MUST,
        "8.3",
        Words("Nêu thời điểm tiếp nhận từng hồ sơ.", "Says when each dossier was received."),
        content.tells_when_received,
    ),
    Rule(
        "due",
        SHOULD,
        "8.3",
        Words("Nêu ngày hẹn trả của từng hồ sơ.", "Says when each dossier's result is due."),
        content.tells_when_due,
    ),
    Rule(
        "missing-papers",
        MUST,
        "7.1",
        Words(
            "Khi yêu cầu bổ sung, nêu rõ giấy tờ còn thiếu.",
            "When a supplement is asked for, says which papers are missing.",
        ),
        content.names_missing_papers,
    ),
    Rule(
        "private",
        MUST,
        "9.3",
        Words(
            "Không có tên người nộp, số điện thoại hay số giấy tờ trong phần người khác đọc được.",
            "Puts no applicant's name, phone or identity number where others may read it.",
        ),
        texts.keeps_persons_out_of_public_texts,
    ),
    Rule(
        "unicode",
        MUST,
        "6.1, 6.2",
        Words(
            "Tiếng Việt viết bằng Unicode, không lẫn TCVN3 (ABC), VNI hay chữ lỗi.",
            "Writes Vietnamese in Unicode: no TCVN3 (ABC), no VNI, no broken letters.",
        ),
        texts.writes_unicode,
    ),
)
HABITS = (
    Rule(
        "ids",
        MUST,
        "8.6",
        Words("Một mã cập nhật không dùng cho hai nội dung.", "Never uses one id for two contents."),
        habits.keeps_ids,
        IN_WIRE,
    ),
    Rule(
        "same-again",
        MUST,
        "8.6",
        Words("Gửi lại thì giữ nguyên mã cập nhật.", "Sends what it repeats under the same id."),
        habits.repeats_the_same,
        IN_WIRE,
    ),
    Rule(
        "order",
        MUST,
        "8.6",
        Words(
            "Gửi các cập nhật của một hồ sơ theo đúng thứ tự đã xảy ra.",
            "Sends one dossier's updates in the order in which they happened.",
        ),
        habits.keeps_order,
        IN_WIRE,
    ),
    Rule(
        "correction",
        MUST,
        "8.6",
        Words(
            "Sửa được thao tác nhầm: từ “đã xử lý xong” trở lại “đang xử lý”.",
            "Can take a mistake back: from “finished” to “processing”.",
        ),
        habits.tells_corrections,
    ),
    Rule(
        "hand-over",
        IF_SEEN,
        "4.3.đ, 4.3.l",
        Words(
            "Báo chuyển liên thông, nêu mã định danh của cơ quan nhận.",
            "Tells of a hand-over, with the other agency's identifier.",
        ),
        habits.tells_of_hand_overs,
        IN_WIRE,
    ),
    Rule(
        "deletion",
        IF_SEEN,
        "8.6",
        Words("Báo hồ sơ đã xoá bằng cập nhật “deletion”.", "Tells of a deleted dossier by a “deletion”."),
        habits.tells_of_deletions,
        IN_WIRE,
    ),
    Rule(
        "fresh",
        IF_SEEN,
        "5.2",
        Words("Gửi trong vòng vài phút sau khi việc xảy ra.", "Sends within minutes of what happened."),
        habits.is_fresh,
    ),
    Rule(
        "thousand",
        SHOULD,
        "8.3",
        Words("Gửi trọn vẹn 1.000 mục liền nhau.", "Brings a thousand items in a row, and every one is taken."),
        habits.brings_a_thousand,
    ),
)
MISHAPS = (
    Rule(
        "nothing-lost",
        MUST,
        "8.8",
        Words("Cuối cùng mọi mục đều được xác nhận, không mất mục nào.", "In the end every item is acknowledged."),
        mishaps.loses_nothing,
    ),
    Rule(
        "accepted",
        MUST,
        "8.6",
        Words("Không mục nào phải vào hàng chờ xử lý lỗi.", "Nothing ends in quarantine."),
        mishaps.is_accepted,
    ),
    Rule(
        "after-cut",
        MUST,
        "8.8",
        Words(
            "Mất mạng trước khi có trả lời: gửi lại đúng các mục ấy.",
            "Cut before the answer: sends the same items again.",
        ),
        mishaps.repeats_after_a_cut,
    ),
    Rule(
        "after-busy",
        MUST,
        "8.5",
        Words("Được trả lời 503: gửi lại đúng các mục ấy.", "Answered 503: sends the same items again."),
        mishaps.repeats_when_busy,
    ),
    Rule(
        "patience",
        MUST,
        "8.5",
        Words("Gặp lỗi thì chờ rồi mới thử lại, không gọi dồn dập.", "Waits after a failure; does not hammer."),
        mishaps.does_not_hammer,
    ),
    Rule(
        "slow-answer",
        MUST,
        "8.5",
        Words(
            "Trả lời chậm: chờ, không gửi mục khác của cùng hồ sơ.",
            "Waits for a slow answer before it sends more of the same dossier.",
        ),
        mishaps.waits_for_the_slow,
    ),
    Rule(
        "no-overtaking",
        MUST,
        "8.6",
        Words(
            "Mục gửi lỗi được gửi lại trước mục mới hơn của cùng hồ sơ.",
            "What failed goes again before anything newer of the same dossier.",
        ),
        mishaps.overtakes_nothing,
    ),
    Rule(
        "refused",
        IF_SEEN,
        "8.5",
        Words("Bị từ chối (4xx) thì dừng, không gửi lại liên tục.", "Refused (4xx), it stops sending over and over."),
        mishaps.stops_when_refused,
    ),
    Rule(
        "session-over",
        SHOULD,
        "8.5",
        Words("Hết phiên: đăng nhập lại rồi gửi lại.", "Session over: logs in again and sends again."),
        mishaps.logs_in_again,
        WITH_LOG_IN,
    ),
    Rule(
        "exists",
        MUST,
        "8.6",
        Words("Được báo “đã tồn tại”: gửi lại dưới dạng cập nhật.", "Told “exists already”: sends again as an update."),
        mishaps.updates_what_exists,
        IN_NATIONAL,
    ),
    Rule(
        "public",
        IF_SEEN,
        "5.1.a, 13.2",
        Words(
            "Tra cứu công khai cho thấy đúng điều đã gửi sau cùng.",
            "The public look-up shows what was sent last.",
        ),
        public.is_told_to_the_public,
    ),
)
GROUPS = (
    (Words("Cách gửi", "How it sends"), TRANSPORT),
    (Words("Nội dung hồ sơ", "What it says"), CONTENT),
    (Words("Nền nếp đồng bộ", "Day by day"), HABITS),
    (Words("Khi có sự cố", "When something goes wrong"), MISHAPS),
)
RULES: tuple[Rule, ...] = (*TRANSPORT, *CONTENT, *HABITS, *MISHAPS)
