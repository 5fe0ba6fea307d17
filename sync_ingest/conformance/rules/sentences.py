"""What each rule asks for, in one sentence, in both languages."""

from sync_ingest.reasons import Words

SENTENCES = {
    "post-json": Words("Gửi bằng POST, nội dung kiểu application/json.", "Sends by POST, as application/json."),
    "utf-8": Words("Nội dung là JSON, mã hoá UTF-8.", "Sends JSON in UTF-8."),
    "length": Words("Ghi đúng Content-Length, không nén.", "States the right Content-Length; compresses nothing."),
    "size": Words("Mỗi lần gửi tối đa 1.000 mục và 2 MiB.", "Sends at most 1,000 items and 2 MiB at a time."),
    "signature": Words(
        "Ký số từng lần gửi, và chữ ký được chấp nhận.", "Signs each request, and the signature is believed."
    ),
    "nonce": Words("Mỗi lần gửi có một nonce riêng.", "Gives each request a nonce of its own."),
    "log-in": Words(
        "Đăng nhập trước, rồi dùng lại phiên cho các lần gọi sau.",
        "Logs in first, and uses the session for the calls that follow.",
    ),
    "is-updating": Words(
        "isUpdating là chuỗi “True” hoặc “False” khi gửi hồ sơ, không có khi gửi tiến trình.",
        "isUpdating is the text “True” or “False” with dossiers, and is left out with steps.",
    ),
    "addresses": Words(
        "Không có thông tin cá nhân, mật khẩu hay phiên làm việc trong địa chỉ (URL).",
        "Puts no personal data, password or session into an address (URL).",
    ),
    "codes": Words(
        "Mỗi mục có mã hồ sơ đúng mẫu, mang mã định danh của cơ quan tiếp nhận.",
        "Names a dossier code of the agreed form in each item, with the receiving agency's identifier.",
    ),
    "statuses": Words(
        "Chỉ dùng mười trạng thái quốc gia, từ 1 đến 10.", "Uses the ten national statuses alone, 1 to 10."
    ),
    "times": Words(
        "Thời gian có múi giờ, hoặc đúng mẫu quốc gia yyyyMMddHHmmss.",
        "Writes times with a zone, or in the national form yyyyMMddHHmmss.",
    ),
    "clock": Words("Không có việc nào xảy ra trong tương lai.", "Tells of nothing that is yet to happen."),
    "responsible": Words(
        "Nêu rõ cán bộ, bộ phận và cơ quan đang thụ lý từng hồ sơ.",
        "Names the officer, unit and agency responsible for each dossier.",
    ),
    "procedure": Words("Nêu mã và tên thủ tục của từng hồ sơ.", "Names each dossier's procedure, by code and name."),
    "received": Words("Nêu thời điểm tiếp nhận từng hồ sơ.", "Says when each dossier was received."),
    "due": Words("Nêu ngày hẹn trả của từng hồ sơ.", "Says when each dossier's result is due."),
    "missing-papers": Words(
        "Khi yêu cầu bổ sung, nêu rõ giấy tờ còn thiếu.",
        "When a supplement is asked for, says which papers are missing.",
    ),
    "private": Words(
        "Không có tên người nộp, số điện thoại hay số giấy tờ trong phần người khác đọc được.",
        "Puts no applicant's name, phone or identity number where others may read it.",
    ),
    "unicode": Words(
        "Tiếng Việt viết bằng Unicode, không lẫn TCVN3 (ABC), VNI hay chữ lỗi.",
        "Writes Vietnamese in Unicode: no TCVN3 (ABC), no VNI, no broken letters.",
    ),
    "ids": Words("Một mã cập nhật không dùng cho hai nội dung.", "Never uses one id for two contents."),
    "same-again": Words("Gửi lại thì giữ nguyên mã cập nhật.", "Sends what it repeats under the same id."),
    "order": Words(
        "Gửi các cập nhật của một hồ sơ theo đúng thứ tự đã xảy ra.",
        "Sends one dossier's updates in the order in which they happened.",
    ),
    "correction": Words(
        "Sửa được thao tác nhầm: từ “đã xử lý xong” trở lại “đang xử lý”.",
        "Can take a mistake back: from “finished” to “processing”.",
    ),
    "hand-over": Words(
        "Báo chuyển liên thông, nêu mã định danh của cơ quan nhận.",
        "Tells of a hand-over, with the other agency's identifier.",
    ),
    "deletion": Words("Báo hồ sơ đã xoá bằng cập nhật “deletion”.", "Tells of a deleted dossier by a “deletion”."),
    "fresh": Words("Gửi trong vòng vài phút sau khi việc xảy ra.", "Sends within minutes of what happened."),
    "thousand": Words("Gửi trọn vẹn 1.000 mục liền nhau.", "Brings a thousand items in a row, and every one is taken."),
    "nothing-lost": Words(
        "Cuối cùng mọi mục đều được xác nhận, không mất mục nào.", "In the end every item is acknowledged."
    ),
    "accepted": Words("Không mục nào phải vào hàng chờ xử lý lỗi.", "Nothing ends in quarantine."),
    "after-cut": Words(
        "Mất mạng trước khi có trả lời: gửi lại đúng các mục ấy.", "Cut before the answer: sends the same items again."
    ),
    "after-busy": Words("Được trả lời 503: gửi lại đúng các mục ấy.", "Answered 503: sends the same items again."),
    "patience": Words("Gặp lỗi thì chờ rồi mới thử lại, không gọi dồn dập.", "Waits after a failure; does not hammer."),
    "slow-answer": Words(
        "Trả lời chậm: chờ, không gửi mục khác của cùng hồ sơ.",
        "Waits for a slow answer before it sends more of the same dossier.",
    ),
    "no-overtaking": Words(
        "Mục gửi lỗi được gửi lại trước mục mới hơn của cùng hồ sơ.",
        "What failed goes again before anything newer of the same dossier.",
    ),
    "refused": Words(
        "Bị từ chối (4xx) thì dừng, không gửi lại liên tục.", "Refused (4xx), it stops sending over and over."
    ),
    "session-over": Words("Hết phiên: đăng nhập lại rồi gửi lại.", "Session over: logs in again and sends again."),
    "exists": Words(
        "Được báo “đã tồn tại”: gửi lại dưới dạng cập nhật.", "Told “exists already”: sends again as an update."
    ),
    "public": Words(
        "Tra cứu công khai cho thấy đúng điều đã gửi sau cùng.", "The public look-up shows what was sent last."
    ),
}
