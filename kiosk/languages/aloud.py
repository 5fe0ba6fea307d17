"""What is only said aloud: how to go on without seeing the screen. Buttons are called as they are labelled."""

from dataclasses import dataclass

from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class Aloud:
    """One spoken language. `{…}` is filled in."""

    procedure: str
    missing_one: str
    missing_many: str
    numbered: str
    fee: str
    to_pay: str
    phone: str
    steps: str
    code: str
    kept: str
    hotline: str
    by_sms: str
    on_web: str
    to_print: str
    when_done: str
    to_repeat: str
    nothing_typed: str
    typed: str
    phone_typed: str
    help: str
    phone_pad: str
    difference: str
    near: str
    looking_up: str
    fields: str
    fields_wait: str
    field: str
    papers: str
    term: str
    where: str
    staff: str
    out_of_service: str
    stay: str
    number_of_trouble: str
    rated: str
    notice_asked: str
    reported: str


VI = Aloud(
    procedure="Thủ tục: {name}.",
    missing_one="Còn thiếu một giấy tờ: {papers}",
    missing_many="Còn thiếu {count} giấy tờ. {papers}",
    numbered="Số {number}: {name}.",
    fee="Phí, lệ phí: {amount}.",
    to_pay="Không thu phí.",
    phone="Điện thoại: {number}.",
    steps="Các bước gần đây: {steps}.",
    code="Mã hồ sơ: {code}.",
    kept="Máy đang mất kết nối. Đây là thông tin lúc {time} ngày {date}, có thể đã thay đổi.",
    hotline="Cần hỏi thêm, xin gọi tổng đài: {number}.",
    by_sms="Bạn cũng có thể nhắn mã hồ sơ đến số {number}.",
    on_web="Hoặc xem trên mạng, ở địa chỉ {address}.",
    to_print="Muốn mang về, bấm nút {label}.",
    when_done="Khi xong, bấm nút {label}.",
    to_repeat="Để nghe lại từ đầu, bấm nút {again}. Để tắt tiếng, bấm nút {quiet}.",
    nothing_typed="Chưa nhập gì.",
    typed="Đã nhập: {code}.",
    phone_typed="Đã nhập số: {number}.",
    help="Trợ giúp. Bạn đưa mã vạch hoặc ô vuông QR trên giấy hẹn ra trước máy quét, máy sẽ cho biết hồ sơ ở đâu,"
    " ai đang giải quyết và ngày nào có kết quả. Nếu không quét được, bạn nhập mã in trên giấy hẹn.",
    phone_pad="Nhập số điện thoại di động để được nhắn tin khi hồ sơ có thay đổi. Máy sẽ nhắn tin đến số này để hỏi lại"
    " trước khi báo.",
    difference="Nơi nào cho biết khác với màn hình này? Xin chọn: tin nhắn, trang mạng, hay giấy tờ.",
    near="Có mã gần giống: {codes}. Xin so với giấy hẹn rồi chọn.",
    looking_up="Đang tra cứu mã: {code}. Xin chờ một chút.",
    fields="Hướng dẫn thủ tục. Chọn một lĩnh vực: {names}.",
    fields_wait="Hướng dẫn thủ tục. Đang tải danh sách, xin chờ một chút.",
    field="Lĩnh vực {field}. Chọn một thủ tục: {names}.",
    papers="Giấy tờ cần nộp. {papers}",
    term="Thời hạn giải quyết: {term}.",
    where="Nơi nộp: {places}.",
    staff="Màn hình này dành cho cán bộ.",
    out_of_service="Máy này tạm ngừng phục vụ.",
    stay="Bạn còn nghe không? Màn hình sắp tự xóa. Bấm nút {label} để giữ lại.",
    number_of_trouble="Mã lỗi: {number}.",
    rated="Cảm ơn bạn đã đánh giá.",
    notice_asked="Máy đã gửi tin nhắn để hỏi lại số của bạn. Xin trả lời tin nhắn đó.",
    reported="Cảm ơn bạn. Chúng tôi sẽ đối chiếu và sửa.",
)
EN = Aloud(
    procedure="Procedure: {name}.",
    missing_one="One paper is missing: {papers}",
    missing_many="{count} papers are missing. {papers}",
    numbered="Number {number}: {name}.",
    fee="Fee: {amount}.",
    to_pay="There is no fee.",
    phone="Telephone: {number}.",
    steps="The last steps: {steps}.",
    code="Dossier code: {code}.",
    kept="This machine is not connected just now. This was so at {time} on {date} and may have changed.",
    hotline="If you want to ask, please call the hotline: {number}.",
    by_sms="You can also text your code to {number}.",
    on_web="Or look it up online, at {address}.",
    to_print="To take it home, press {label}.",
    when_done="When you are done, press {label}.",
    to_repeat="To hear this again, press {again}. For silence, press {quiet}.",
    nothing_typed="Nothing is typed yet.",
    typed="Typed so far: {code}.",
    phone_typed="Typed so far: {number}.",
    help="Help. Hold the barcode or the QR square of your receipt in front of the scanner. The machine says where your"
    " dossier is, who has it and when the result is due. If it cannot be scanned, type the code on your receipt.",
    phone_pad="Type a mobile number to be told by text message when something changes. You are asked by text message"
    " first.",
    difference="Where was something else said? Please choose: text message, web page, or paper.",
    near="There are codes that look alike: {codes}. Please compare with your receipt, then choose.",
    looking_up="Looking up the code: {code}. One moment, please.",
    fields="Guide to procedures. Choose a field: {names}.",
    fields_wait="Guide to procedures. The list is being fetched. One moment, please.",
    field="Field: {field}. Choose a procedure: {names}.",
    papers="Papers to bring. {papers}",
    term="It takes: {term}.",
    where="Hand it in at: {places}.",
    staff="This screen is for the staff.",
    out_of_service="This machine is out of service.",
    stay="Are you still listening? The screen is about to clear itself. Press {label} to keep it.",
    number_of_trouble="Number of the problem: {number}.",
    rated="Thank you for your rating.",
    notice_asked="A text message was sent to ask whether this is your number. Please answer it.",
    reported="Thank you. We will compare and correct it.",
)
ALOUD: dict[Language, Aloud] = {Language.VI: VI, Language.EN: EN}
