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


class PortNotFree(AgentError):
    """The port at which the one-stop software may push cannot be opened: another program has it."""

    code = "port_not_free"


class PortOpenToAll(AgentError):
    """Others could reach the port at which the one-stop software pushes, and no token keeps them out."""

    code = "port_open_to_all"


class IngestUnavailable(AgentError):
    """The centre does not answer, or is busy: try again soon, or after `wait_seconds` where it has said when."""

    code = "ingest_unavailable"

    def __init__(self, reason: str, wait_seconds: float = 0) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds


class IngestRefused(AgentError):
    """The centre refuses the whole request (key revoked, clock wrong): a person has to look, so try again slowly."""

    code = "ingest_refused"


class BatchTooLarge(AgentError):
    """The centre takes smaller requests than this one."""

    code = "batch_too_large"


class DataKeyWrong(AgentError):
    """The key for personal data is malformed, cannot be read, or is not the one that sealed the queue."""

    code = "data_key_wrong"


class ConnectionNotSet(AgentError):
    """The settings for the way to the centre (proxy, certificates) do not make sense."""

    code = "connection_not_set"


class ClockRefused(AgentError):
    """The centre does not believe a signature of this time; the next one is of the centre's time. The text says how
    far this machine's clock is off.
    """

    code = "clock_refused"


class DiskAlmostFull(AgentError):
    """So little room is left that nothing new is taken in; what is queued is delivered, which makes room."""

    code = "disk_almost_full"


class NothingToConfirm(AgentError):
    """No feed has lost so much that a person would have to confirm it."""

    code = "nothing_to_confirm"


class AgentRunsAlready(AgentError):
    """Another agent works in this state folder."""

    code = "agent_runs_already"


class NoAgency(AgentError):
    """This device was enrolled without an agency, so it can speak for nobody: enrol it anew with one."""

    code = "no_agency"
