"""Feedback (góp ý, article 10.7): a short form that anybody may send. What was typed is lost by no mistake."""

from fastapi import APIRouter, Request, Response

from lookup_api.domain.errors import LookupFailure
from lookup_api.store.feedback import LONGEST_CONTACT, LONGEST_TEXT, Feedback, Topic
from lookup_api.web.callers import address_of
from lookup_api.web.desk import AtDesk
from lookup_api.web.errors import status_of
from lookup_api.web.pages.forms import CSRF, Form, is_ours, not_kept, paint_form, plain
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.paint import paint
from lookup_api.web.pages.texts import texts_in

router = APIRouter(include_in_schema=False)
TOPICS = tuple(topic.value for topic in Topic)
ABOUT, TEXT, CONTACT = "ve", "noi-dung", "lien-he"


@router.get("/gop-y")
def get_feedback(request: Request) -> Response:
    """The form."""
    return _form(request, {}, {})


@router.post("/gop-y")
def post_feedback(request: Request, desk: AtDesk, form: Form) -> Response:
    """Keep the feedback and thank for it, or say what is missing."""
    texts = texts_in(language_of(request))
    if problems := _problems(form, texts):
        return _form(request, form, problems, 400)
    if not is_ours(request, form.get(CSRF, "")):
        return _form(request, form, {"": texts["form_not_ours"]}, 403)
    feedback = Feedback(Topic(form[ABOUT]), plain(form[TEXT]), form.get(CONTACT, ""))
    try:
        number = desk.reports.put_feedback(feedback, address_of(request))
    except LookupFailure as failure:
        return _form(request, form, {"": not_kept(failure, texts)}, status_of(failure))
    return paint(request, "feedback_sent.html", number=number)


def _problems(form: dict[str, str], texts: dict[str, str]) -> dict[str, str]:
    """What is wrong with what was typed: a sentence by the name of its field."""
    problems, written = {}, plain(form.get(TEXT, ""))
    if form.get(ABOUT) not in TOPICS:
        problems[ABOUT] = texts["feedback_choose"]
    if not written:
        problems[TEXT] = texts["feedback_write"]
    elif len(written) > LONGEST_TEXT:
        problems[TEXT] = texts["feedback_too_long"].format(most=LONGEST_TEXT, now=len(written))
    if len(form.get(CONTACT, "").strip()) > LONGEST_CONTACT:
        problems[CONTACT] = texts["feedback_contact_too_long"].format(most=LONGEST_CONTACT)
    return problems


def _form(request: Request, typed: dict[str, str], problems: dict[str, str], status: int = 200) -> Response:
    """The form as it was typed; the sentence under "" is about no field."""
    longest = {TEXT: LONGEST_TEXT, CONTACT: LONGEST_CONTACT}
    shown = {"typed": typed, "problems": problems, "topics": TOPICS, "longest": longest}
    return paint_form(request, "feedback.html", status=status, **shown)
