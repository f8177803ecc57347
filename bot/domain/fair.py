"""Who goes next: turns go round the groups, in each round its members; and wishes of one keep their order.

A group is a guild, or everybody outside guilds together. Between two turns of somebody who waits, nobody else
of the group has more than one turn, and no other group has more than one, unless the one who waits may not
go yet. Who comes anew, or comes back, joins at the end of the round.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: The group of those who ask outside guilds.
OUTSIDE = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One wish in line."""

    job_id: str
    #: The guild, or `OUTSIDE`.
    group_id: int
    user_id: int


def anyone(_waiting: Waiting) -> bool:
    """Nobody is held back."""
    return True


class FairLine:
    """Wishes that wait for a place, none of them twice."""

    def __init__(self) -> None:
        #: Groups, their members, their wishes by job: whose turn is next comes first.
        self._groups: OrderedDict[int, OrderedDict[int, OrderedDict[str, Waiting]]] = OrderedDict()
        self._places: dict[str, Waiting] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._places

    def join(self, waiting: Waiting) -> None:
        """Line up. Does nothing for a wish that is in line already."""
        if waiting.job_id in self._places:
            return
        self._places[waiting.job_id] = waiting
        members = self._groups.setdefault(waiting.group_id, OrderedDict())
        members.setdefault(waiting.user_id, OrderedDict())[waiting.job_id] = waiting

    def next(self, may: Callable[[Waiting], bool] = anyone) -> Waiting | None:
        """Whose turn it is among those who may go now; `None` if none of them may."""
        for members in self._groups.values():
            for wishes in members.values():
                for waiting in wishes.values():
                    if may(waiting):
                        return waiting
        return None

    def serve(self, job_id: str) -> None:
        """It has got its place: its member and group go to the end of their rounds."""
        waiting = self._places.get(job_id)
        if waiting is None:
            return
        members = self._groups[waiting.group_id]
        members.move_to_end(waiting.user_id)
        self._groups.move_to_end(waiting.group_id)
        self.leave(job_id)

    def leave(self, job_id: str) -> None:
        """It does not wait any more, and had no turn."""
        waiting = self._places.pop(job_id, None)
        if waiting is None:
            return
        members = self._groups[waiting.group_id]
        wishes = members[waiting.user_id]
        del wishes[job_id]
        if not wishes:
            del members[waiting.user_id]
        if not members:
            del self._groups[waiting.group_id]

    def order(self) -> Iterator[Waiting]:
        """All of them in the order of their turns, if nobody is held back and nobody comes or goes."""
        groups = deque(
            deque(deque(wishes.values()) for wishes in members.values()) for members in self._groups.values()
        )
        while groups:
            members = groups.popleft()
            wishes = members.popleft()
            yield wishes.popleft()
            if wishes:
                members.append(wishes)
            if members:
                groups.append(members)
