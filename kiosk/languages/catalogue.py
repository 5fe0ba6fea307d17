"""All that the kiosk says, as one value for each language: a text that is forgotten in one of them is a type error."""

from collections.abc import Mapping
from dataclasses import dataclass

from lookup_api.domain.wording import Language


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The kiosk's texts in one language. `{…}` is filled in. Statuses and look-up failures have their sentences in
    `lookup_api.domain.wording`; `sentences` holds those of this machine, `clerk` what a clerk does about each problem.
    """

    language: Language
    language_name: str
    brand_line: str
    # the first screen
    welcome_title: str
    welcome_lead: str
    welcome_lead_no_camera: str
    scan: str
    type_code: str
    type_again: str
    hotline: str
    by_sms: str
    on_web: str
    # the live camera picture
    scan_title: str
    scan_lead: str
    camera_starts: str
    # typing
    keypad_title: str
    keypad_lead: str
    submit: str
    clear: str
    letters: str
    figures: str
    # waiting
    searching: str
    searching_lead: str
    # the result
    dossier_code: str
    applicant: str
    due: str
    no_due: str
    received: str
    responsible: str
    officer: str
    unit: str
    agency: str
    phone: str
    to_do: str
    missing: str
    fee: str
    no_responsible: str
    steps: str
    as_of: str
    stale: str
    print_slip: str
    printing: str
    printed: str
    print_failed: str
    # days: {days} is filled in
    due_today: str
    due_tomorrow: str
    days_left: str
    day_overdue: str
    days_overdue: str
    day_early: str
    days_early: str
    day_late: str
    days_late: str
    # trouble
    trouble_titles: Mapping[str, str]
    trouble_title: str
    retry: str
    for_clerk: str
    sentences: Mapping[str, str]
    clerk: Mapping[str, str]
    # more time
    more_time_title: str
    more_time_lead: str
    stay: str
    # everywhere
    done: str
    back: str
    weekdays: tuple[str, str, str, str, str, str, str]
    date_form: str
