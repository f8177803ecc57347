"""The health port, taken early: one that is in use is found before anything is loaded."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager


class PortInUse(Exception):
    """Something else listens on the health port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port}")
        self.host, self.port = host, port


@contextmanager
def listening(host: str, port: int) -> Iterator[Sequence[socket.socket]]:
    """Sockets on every address of the host, closed at the end. Who connects waits to be served.

    Raises:
        PortInUse: the port cannot be had.
    """
    with ExitStack() as stack:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            addresses = dict.fromkeys((family, address) for family, _, _, _, address in found)
            sockets = [
                stack.enter_context(socket.create_server(address, family=family))
                for family, address in addresses
            ]
        except OSError as error:
            raise PortInUse(host, port) from error
        yield sockets
