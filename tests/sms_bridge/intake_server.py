"""The bridge's own address, where Kannel hands over what comes in."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from sms_bridge.channels.ports import Receiver
from sms_bridge.endpoint import Bridge, make_app
from sms_bridge.gateway_door import GatewayDoor
from sms_bridge.messages import Outcome, Reply
from tests.provisioning.site import PromptServer
from tests.waiting import eventually


@contextmanager
def serving_intake(receiver: Receiver, port: int) -> Iterator[None]:
    """The bridge's own address, with nothing behind it but this receiver."""

    @contextmanager
    def open_bridge() -> Iterator[Bridge]:
        door = GatewayDoor.of(["127.0.0.0/8"], "")
        yield Bridge("kannel", door, receiver, lambda: "", lambda _: Reply(Outcome.HELP))

    app = make_app(open_bridge)
    server = PromptServer(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    try:
        eventually(lambda: server.started)
        yield
    finally:
        server.should_exit = True
        thread.join()
