"""Every page of the public site, and how a citizen comes to it: for the browser's tests and for the docs' pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload, Page
from starlette.routing import compile_path

ONLINE = "1.013225"
"""A procedure with a long name, three papers with their forms, and filed online."""
UNCHECKED = "document.querySelectorAll('form').forEach(form => form.noValidate = true)"
SENDING = "main form button:not([type=button])"


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page in one state: the route that answers it, where to begin ({gaps} are filled with what is known), what is
    done there, and the status that it is shown with."""

    name: str
    route: str
    path: str
    status: int = 200
    then: Callable[[Page], None] | None = None

    def open(self, page: Page, known: Mapping[str, str]) -> None:
        """Come to it in this browser."""
        page.goto(self.path.format_map(known))
        if self.then:
            self.then(page)

    def is_at(self, path: str) -> bool:
        """Whether this is where it is shown, and not where somebody was led to instead."""
        pattern, _, _ = compile_path(self.route.split()[1])
        return self.name == "gone" or pattern.match(path) is not None


@dataclass(frozen=True, slots=True)
class Send:
    """Fill in these fields by name and send the form, whatever the browser itself thinks of it."""

    fields: Mapping[str, str]
    attached: str = ""
    """The name of the field that gets a photo."""

    def __call__(self, page: Page) -> None:
        page.evaluate(UNCHECKED)
        for name, value in self.fields.items():
            _fill(page, name, value)
        if self.attached:
            photo = FilePayload(name="ảnh chụp giấy tờ.png", mimeType="image/png", buffer=_a_photo())
            page.locator(f"main [name='{self.attached}']").set_input_files(photo)
        page.locator(SENDING).first.click()


def _fill(page: Page, name: str, value: str) -> None:
    field = page.locator(f"main [name='{name}']")
    if field.first.get_attribute("type") in ("radio", "checkbox"):
        page.locator(f"main [name='{name}'][value='{value}']").check()
    else:
        field.fill(value)


def _a_photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (60, 80), "white").save(written, "PNG")
    return written.getvalue()


FILED = {
    "co-quan": "H53.19",
    "ho-ten": "Nguyễn Thị Ánh Tuyết",
    "giay-to": "072000000019",
    "dien-thoai": "0900000019",
    "dia-chi": "Số 12, đường Thử Nghiệm, Phường Mẫu, tỉnh Tây Ninh",
    "noi-dung": "Xin cấp giấy phép xây nhà ở hai tầng trên thửa đất số 19, tờ bản đồ số 5.",
    "dong-y": "1",
}
FEEDBACK = {"ve": "site", "noi-dung": "Trang dễ dùng, chữ to. Xin thêm giờ làm việc của bộ phận một cửa."}

# To sign in anew, and be it in vain, signs out: the leaders' own pages come before.
PAGES = (
    SitePage("home", "GET /", "/"),
    SitePage("home-not-a-code", "GET /", "/?ma=xin+chao", 400),
    SitePage("result", "GET /ho-so/{text:path}", "/ho-so/{processing}"),
    SitePage("result-late", "GET /ho-so/{text:path}", "/ho-so/{late}"),
    SitePage("result-supplement", "GET /ho-so/{text:path}", "/ho-so/{supplement}"),
    SitePage("result-payment", "GET /ho-so/{text:path}", "/ho-so/{payment}"),
    SitePage("result-refused", "GET /ho-so/{text:path}", "/ho-so/{refused}"),
    SitePage("result-handed-over", "GET /ho-so/{text:path}", "/ho-so/{handed_over}"),
    SitePage("result-long", "GET /ho-so/{text:path}", "/ho-so/{long}"),
    SitePage("result-holder", "GET /ho-so/{text:path}", "/r/{held}/{secret}"),
    SitePage("not-found", "GET /ho-so/{text:path}", "/ho-so/{unknown}", 404),
    SitePage("question", "GET /xac-nhan", "/xac-nhan?den=/ho-so/{processing}", 429),
    SitePage(
        "question-wrong", "POST /xac-nhan", "/xac-nhan?den=/ho-so/{processing}", 400, Send({"tra-loi": "chín mươi"})
    ),
    SitePage("report", "GET /bao-sai-lech", "/bao-sai-lech?ma={processing}"),
    SitePage("report-wrong", "POST /bao-sai-lech", "/bao-sai-lech?ma={processing}", 400, Send({})),
    SitePage("report-sent", "POST /bao-sai-lech", "/bao-sai-lech?ma={processing}", 200, Send({"kenh": "sms"})),
    SitePage("procedures", "GET /thu-tuc", "/thu-tuc"),
    SitePage("procedures-found", "GET /thu-tuc", "/thu-tuc?tim=giay+phep+xay+dung"),
    SitePage("procedures-none-found", "GET /thu-tuc", "/thu-tuc?tim=bitcoin"),
    SitePage("procedures-field", "GET /thu-tuc/linh-vuc/{slug}", "/thu-tuc/linh-vuc/cap-phep-xay-dung"),
    SitePage("procedures-missing", "GET /thu-tuc/{code}", "/thu-tuc/9.999999", 404),
    SitePage("procedure", "GET /thu-tuc/{code}", f"/thu-tuc/{ONLINE}"),
    SitePage("procedure-long", "GET /thu-tuc/{code}", "/thu-tuc/1.013831"),
    SitePage("filing", "GET /nop-ho-so", "/nop-ho-so"),
    SitePage("filing-form", "GET /nop-ho-so/{code}", f"/nop-ho-so/{ONLINE}"),
    SitePage("filing-form-wrong", "POST /nop-ho-so/{code}", f"/nop-ho-so/{ONLINE}", 422, Send({"ho-ten": "Tuyết"})),
    SitePage("filing-check", "POST /nop-ho-so/{code}", f"/nop-ho-so/{ONLINE}", 200, Send(FILED, attached="them")),
    SitePage("filing-sent", "GET /nop-ho-so/da-nop", "/nop-ho-so/da-nop"),
    SitePage("overview", "GET /tinh-hinh", "/tinh-hinh"),
    SitePage("overview-agency", "GET /tinh-hinh", "/tinh-hinh?co-quan={agency}"),
    SitePage("overview-empty", "GET /tinh-hinh", "/tinh-hinh?ky=2020-01"),
    SitePage("help", "GET /tro-giup", "/tro-giup"),
    SitePage("feedback", "GET /gop-y", "/gop-y"),
    SitePage("feedback-wrong", "POST /gop-y", "/gop-y", 400, Send({"lien-he": "0900 000 019"})),
    SitePage("feedback-sent", "POST /gop-y", "/gop-y", 200, Send(FEEDBACK)),
    SitePage("leaders", "GET /lanh-dao", "/lanh-dao"),
    SitePage("leaders-agency", "GET /lanh-dao/co-quan/{code}", "/lanh-dao/co-quan/{agency}"),
    SitePage("leaders-agency-soon", "GET /lanh-dao/co-quan/{code}", "/lanh-dao/co-quan/{agency}?xem=sap-den-han"),
    SitePage("leaders-sign-in", "GET /lanh-dao/dang-nhap", "/lanh-dao/dang-nhap"),
    SitePage(
        "leaders-sign-in-wrong",
        "POST /lanh-dao/dang-nhap",
        "/lanh-dao/dang-nhap",
        400,
        Send({"username": "nobody", "password": "khong-phai"}),
    ),
    SitePage("gone", "GET /ho-so/{text:path}", "/khong-co-trang-nay", 404),
)
NO_PAGES = {
    "GET /r/{text:path}/{secret}": "leads to the dossier's page",
    "POST /ho-so-cua-toi": "leads to the dossier's page",
    "GET /ho-so/{text:path}/theo-doi": "a stream of events",
    "GET /thu-tuc/{code}/mau/{name}": "a file to download",
    "GET /nop-ho-so/{code}/gui": "leads to the form",
    "POST /nop-ho-so/{code}/gui": "leads to the page after filing; its own faults show the form or the check again",
    "POST /lanh-dao/dang-xuat": "leads to the sign-in",
    "GET /lanh-dao/co-quan/{code}/danh-sach.csv": "a file to download",
}
"""What the pages' routes answer that is no page of its own, and why."""
