"""Kannel's `sendsms`: its wire form and its table of answers, nothing else (Kannel 1.4 user's guide, chapter 10).

Messages and delivery reports come in over HTTP: `kannel_form.py` reads them.
"""

from dataclasses import dataclass

import httpx
from smsutil import is_valid_gsm

from sms_bridge.channels.ports import Accepted
from sms_bridge.errors import Refusal, SmsFailed
from sms_bridge.messages import OutgoingSms

PATH = "/cgi-bin/sendsms"
GSM_7, UCS_2 = "0", "2"
ALL_REPORTS = "31"  # the sum of what `kannel_form.DELIVERIES` lists
ACCEPTED = ("0:", "3:")  # "Accepted for delivery", "Queued for later delivery"
UNREACHABLE = Refusal("unreachable", retryable=True)
REFUSALS = {
    # The operator mends the password, and the reply is still wanted.
    "Authorization failed": Refusal("not_authorised", retryable=True),
    "Temporal failure": Refusal("temporary", retryable=True),
    "Number(s) has/have been denied": Refusal("number_denied", retryable=False),
    "Not routable": Refusal("not_routable", retryable=False),
}


@dataclass(frozen=True)
class KannelChannel:
    """Sends through an smsbox. `http` has its address and time limits; `reports_url` is where Kannel is to report what
    became of a message ("": nowhere). Kannel gives no name to a message, so the report comes with our own number of it.
    """

    http: httpx.Client
    username: str
    password: str
    reports_url: str = ""

    def send(self, sms: OutgoingSms) -> Accepted:
        """Hand one message to smsbox; SmsFailed by the table above. Kannel itself splits what is too long."""
        try:
            answer = self.http.get(PATH, params=self._form(sms))
        except httpx.TransportError as error:
            raise SmsFailed(UNREACHABLE) from error
        said = answer.text.strip()
        if answer.is_success and said.startswith(ACCEPTED):
            return Accepted(provider_id="")
        raise SmsFailed(refusal_of(answer.status_code, said))

    def _form(self, sms: OutgoingSms) -> dict[str, str]:
        form = {
            "username": self.username,
            "password": self.password,
            "to": sms.to.e164,
            "text": sms.text,
            "charset": "UTF-8",
            "coding": GSM_7 if is_valid_gsm(sms.text) else UCS_2,
        }
        if sms.our_number:
            form["from"] = sms.our_number
        if self.reports_url:
            form |= {"dlr-mask": ALL_REPORTS, "dlr-url": f"{self.reports_url}?sms={sms.id}&status=%d"}
        return form


def refusal_of(status: int, said: str) -> Refusal:
    """What an answer other than "accepted" means; one we do not know is tried again unless it blames the request."""
    for beginning, refusal in REFUSALS.items():
        if said.startswith(beginning):
            return refusal
    if 400 <= status < 500:
        return Refusal("rejected", retryable=False)
    return Refusal("not_understood", retryable=True)
