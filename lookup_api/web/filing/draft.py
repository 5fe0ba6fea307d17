"""A filing on its way through the forms: sealed into the page, so that the server keeps nothing of it but the files."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

from lookup_api.domain.filing import Attachment, FileKind
from lookup_api.store.sealing import Sealer
from lookup_api.web.filing.sealed import open_facts, seal_facts

KEPT_FOR = timedelta(hours=12)
EXTRA = "them"  # the field that may bring several files, of papers that the procedure does not name


@dataclass(frozen=True, slots=True)
class Draft:
    """`id` is the form's random name, which makes a form sent twice one dossier; `until` is when it can no longer be
    sent (aware UTC); `typed` are the texts that were found right, by the names of their fields.
    """

    id: str
    procedure: str
    until: datetime
    attachments: tuple[Attachment, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def fresh(cls, procedure: str, now: datetime) -> "Draft":
        """The draft of a form that nobody has filled in yet."""
        return cls(token_urlsafe(24), procedure, now + KEPT_FOR)

    @classmethod
    def opened(cls, sealed: str, sealer: Sealer) -> "Draft | None":
        """What `sealed` made, if that was here; its time may be over."""
        said = open_facts("draft", sealed, sealer)
        if said is None:
            return None
        files = (Attachment(**{**each, "kind": FileKind(each["kind"])}) for each in said["attachments"])
        until = datetime.fromtimestamp(said["until"], UTC)
        return cls(said["id"], said["procedure"], until, tuple(files), said["typed"])

    def sealed(self, sealer: Sealer) -> str:
        """The draft as a hidden field of a page holds it."""
        facts = {
            "code": "",  # no pass of a receipt's holder, which is sealed too, begins so
            "id": self.id,
            "procedure": self.procedure,
            "until": self.until.timestamp(),
            "attachments": [asdict(each) for each in self.attachments],
            "typed": dict(self.typed),
        }
        return seal_facts("draft", facts, sealer)

    def is_over(self, now: datetime) -> bool:
        """Whether it can no longer be sent: its attachments may be gone."""
        return now >= self.until

    def without(self, names: frozenset[str]) -> "Draft":
        """The draft without the attachments of these names."""
        return replace(self, attachments=tuple(each for each in self.attachments if each.name not in names))

    def with_more(self, fresh: tuple[Attachment, ...]) -> "Draft":
        """The draft with these attachments too; a new one takes the place of the one for the same paper."""
        papers = {each.paper for each in fresh if each.paper != EXTRA}
        stays = tuple(each for each in self.attachments if each.paper not in papers)
        return replace(self, attachments=(*stays, *fresh))
