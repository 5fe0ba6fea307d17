"""What can go wrong at the department. No text ever repeats what a row says of a person."""

from typing import ClassVar


class AgentError(Exception):
    """The base of what the agent fails at; its text is for whoever runs the agent."""

    code: ClassVar[str] = "agent_error"


class ProfileNotReadable(AgentError):
    """There is no such profile, or it is not of the agreed form."""

    code = "profile_not_readable"


class RowNotMapped(AgentError):
    """A row cannot be told to the centre; the text says which column and why. It waits until profile or row change."""

    code = "row_not_mapped"


class SourceUnavailable(AgentError):
    """The department's database cannot be read now."""

    code = "source_unavailable"


class IngestUnavailable(AgentError):
    """The centre does not answer, or is busy: try again soon."""

    code = "ingest_unavailable"


class IngestRefused(AgentError):
    """The centre refuses the whole request (key revoked, clock wrong): a person has to look, so try again slowly."""

    code = "ingest_refused"


class BatchTooLarge(AgentError):
    """The centre takes smaller requests than this one."""

    code = "batch_too_large"


class DataKeyWrong(AgentError):
    """The key for personal data is malformed, cannot be read, or is not the one that sealed the queue."""

    code = "data_key_wrong"


class AgentRunsAlready(AgentError):
    """Another agent works in this state folder."""

    code = "agent_runs_already"


class NoAgency(AgentError):
    """This device was enrolled without an agency, so it can speak for nobody: enrol it anew with one."""

    code = "no_agency"
