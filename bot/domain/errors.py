"""Every error Inkling raises on purpose. Each carries facts; words are made at the face.

InklingError
├── Refusal                  nothing was accepted, nothing was reserved
│   ├── PromptBlank
│   ├── PromptTooLong
│   ├── UnknownModel
│   ├── UnsupportedOption
│   ├── TooManyReferences
│   ├── ReferenceRejected    a picture to go by that is not taken
│   ├── QuotaExceeded
│   ├── CooldownActive       it is too soon after the last request
│   ├── QueueFull            as many requests wait as may wait
│   ├── TooManyJobs
│   ├── MissingPermissions
│   ├── NotAnImageChannel    pictures are asked for elsewhere in this guild
│   ├── ModelNotAllowed
│   ├── AboveHighest         better or larger than the channel allows
│   ├── QuietNow
│   ├── SlowedDown
│   ├── SettingInvalid       a decision that cannot be taken as it was written
│   ├── ImportRefused        a file of settings that is not taken
│   ├── SafetyRefusal        by what moderators decide about words, people and pictures
│   │   ├── PromptFiltered   words that this guild does not allow
│   │   ├── MemberBlocked    this member may not ask for pictures here
│   │   ├── FilterRefused    an entry for a guild's filter that is not taken
│   │   ├── BlockRefused     a block that is not made
│   │   ├── ReportRefused    a report that is not taken
│   │   ├── UndoRefused      what moderators did and cannot take back
│   │   └── NotAModerator    who pressed may not decide here
│   ├── SearchRefused        a look into the history that makes no sense
│   ├── AmountRefused        an amount for a quota that cannot be read or taken
│   ├── AppealRefused        moderators are not asked
│   ├── PresetRefused        a preset that is not kept, or not there
│   ├── Paused               the operator takes nothing for now
│   ├── InMaintenance        the operator waits for what runs to end
│   ├── GuildNotServed       the operator does not serve this guild
│   ├── ModelOff             the operator has switched this model off
│   ├── BudgetSpent          the gateway may cost the operator no more
│   ├── ConfirmFirst         much of what is left, and nobody said yes yet
│   └── Draining             the bot is stopping and takes nothing new
├── DuplicateRequest         this interaction was accepted before
├── StaleJob                 another step moved the job first
├── RepeatedTask             the gateway named a task as it named another before
├── SettingsChanged          somebody else changed these settings first
├── RuleChanged              somebody else changed this rule of a quota first
├── PriceChanged             somebody else changed this price first
├── GatewayError             the gateway refused, failed or was not reached
├── ImageRejected            what was downloaded is not a picture we can hand on
├── DeliveryRefused          this way to hand over is closed for good
└── StoreError
    ├── DatabaseBusy         a second instance holds it
    ├── DatabaseTooNew       written by a newer version
    ├── DatabaseOutdated     written by another version, and not to be changed now
    └── DatabaseUnavailable  disk full, read-only, corrupt
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.quota import Limit, Measure, Rule, Scope, Standing
from bot.domain.request import ImageRequest
from bot.domain.roots import DatabaseBusy as DatabaseBusy
from bot.domain.roots import DatabaseOutdated as DatabaseOutdated
from bot.domain.roots import DatabaseTooNew as DatabaseTooNew
from bot.domain.roots import DatabaseUnavailable as DatabaseUnavailable
from bot.domain.roots import InklingError as InklingError
from bot.domain.roots import StoreError as StoreError

if TYPE_CHECKING:
    from bot.domain.price import Fit


class Refusal(InklingError):
    """A request that was not accepted. Nothing was reserved or sent."""


class PromptBlank(Refusal):
    """No character a person can see."""


@dataclass(eq=False)
class PromptTooLong(Refusal):
    """Longer than the model takes."""

    length: int
    limit: int


@dataclass(eq=False)
class UnknownModel(Refusal):
    """No such model, or its gateway has no key here."""

    model: str
    available: tuple[str, ...]


@dataclass(eq=False)
class UnsupportedOption(Refusal):
    """An option value this model does not take."""

    model: str
    option: str
    value: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class TooManyReferences(Refusal):
    """More reference pictures than this model takes, which may be none at all."""

    model: str
    given: int
    limit: int
    #: The models on offer that take as many.
    takers: tuple[str, ...]


class ReferenceFault(StrEnum):
    """What is wrong with a picture to go by."""

    EMPTY = "empty"  # no bytes
    TOO_LARGE = "too_large"  # more bytes than are taken
    TOO_MANY_PIXELS = "too_many_pixels"  # unpacks to more than is opened
    NO_PICTURE = "no_picture"  # none of the formats that are read, whatever its name says
    DAMAGED = "damaged"  # begins like a picture and cannot be decoded to its end
    UNREACHABLE = "unreachable"  # could not be fetched or read
    NO_ROOM = "no_room"  # cannot be stored here


@dataclass(eq=False)
class ReferenceRejected(Refusal):
    """A picture to go by that is not taken."""

    #: As the person's file is called.
    name: str
    fault: ReferenceFault


@dataclass(eq=False, kw_only=True)
class QuotaExceeded(Refusal):
    """The price does not fit into what is left."""

    #: The limit that refused.
    standing: Standing
    #: Credits it would have taken from that limit's bucket.
    price: int
    #: How every limit stood.
    standings: tuple[Standing, ...] = ()
    #: What there is enough for now, the nearest to what was asked for first.
    would_fit: tuple[Fit, ...] = ()

    @property
    def scope(self) -> Scope:
        """What the bucket belongs to."""
        return self.standing.scope

    @property
    def measure(self) -> Measure:
        """The period."""
        return self.standing.measure

    @property
    def rule(self) -> Rule | None:
        """The rule that decided; `None`: the operator's default."""
        return self.standing.rule

    @property
    def used(self) -> int:
        """Credits taken in the period, without what grants paid."""
        return self.standing.used

    @property
    def limit(self) -> int:
        """Credits of the whole period."""
        return self.standing.limit or 0

    @property
    def granted(self) -> int:
        """Credits left of what was given on top."""
        return self.standing.granted

    @property
    def resets_at(self) -> int:
        """Epoch milliseconds when the period ends."""
        return self.standing.resets_at

    @property
    def by_operator(self) -> bool:
        """Whether no moderator can change that limit."""
        return self.scope in (Scope.CEILING, Scope.USER)


@dataclass(eq=False, kw_only=True)
class CooldownActive(Refusal):
    """It is too soon after the member's last request."""

    #: Epoch milliseconds from which the next one is taken.
    until: int
    limit: Limit


@dataclass(eq=False, kw_only=True)
class QueueFull(Refusal):
    """As many requests wait as may wait."""

    waiting: int
    limit: Limit


@dataclass(eq=False)
class TooManyJobs(Refusal):
    """The member already has as many jobs open as one may have."""

    open_jobs: int
    limit: int


@dataclass(eq=False)
class MissingPermissions(Refusal):
    """The bot may not post here."""

    #: Discord's names, as in "attach_files".
    permissions: tuple[str, ...]


@dataclass(eq=False)
class NotAnImageChannel(Refusal):
    """This guild has image channels, and this is none of them."""

    #: Those it has; at the face, those that the asker can open.
    channels: tuple[int, ...]


@dataclass(eq=False)
class ModelNotAllowed(Refusal):
    """The channel does not offer this model."""

    model: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class AboveHighest(Refusal):
    """The channel allows this option up to `highest` only."""

    #: "quality" or "resolution".
    option: str
    value: str
    highest: str


@dataclass(eq=False)
class QuietNow(Refusal):
    """The channel's quiet hours."""

    #: Epoch milliseconds when they end.
    until: int


@dataclass(eq=False)
class SlowedDown(Refusal):
    """The member asked in this channel a short while ago."""

    #: Epoch milliseconds when the next request is taken.
    until: int


class SettingFault(StrEnum):
    """What is wrong with a decision."""

    NOT_A_TIME = "not_a_time"
    NEGATIVE = "negative"
    TOO_LONG = "too_long"  # more than `limit` seconds
    TOO_WORDY = "too_wordy"  # more than `limit` characters
    NOT_HOURS = "not_hours"
    NO_LENGTH = "no_length"  # begins when it ends
    UNKNOWN_ZONE = "unknown_zone"
    NOT_OFFERED = "not_offered"  # none of `allowed`
    NO_SUCH_CHANNEL = "no_such_channel"  # deleted, or of another guild
    NOT_OPEN = "not_open"  # no image channel


@dataclass(eq=False)
class SettingInvalid(Refusal):
    """A decision that cannot be taken; nothing was changed."""

    #: Name of the field of the settings.
    setting: str
    #: As it was written.
    value: str
    fault: SettingFault
    limit: int | None = None
    allowed: tuple[str, ...] = ()


class SafetyRefusal(Refusal):
    """By what moderators decide about words, people and pictures."""


@dataclass(eq=False)
class PromptFiltered(SafetyRefusal):
    """The prompt holds what this guild's filter refuses."""

    #: As the member typed it; `None` where a pattern matched, which members are not told.
    word: str | None


@dataclass(eq=False)
class MemberBlocked(SafetyRefusal):
    """Moderators do not let this member ask for pictures here."""

    #: Epoch milliseconds; `None` is until a moderator lifts it.
    until: int | None
    reason: str
    #: No moderator decided it: too many requests were refused by the rules of image services.
    by_itself: bool


class FilterFault(StrEnum):
    """What is wrong with an entry for a filter."""

    EMPTY = "empty"  # no letter or digit
    SIGNS = "signs"  # a word with signs that may be letters
    TOO_LONG = "too_long"  # more than `limit` characters
    TOO_MANY = "too_many"  # there are `limit` already
    THERE_ALREADY = "there_already"
    GONE = "gone"  # removed meanwhile
    LOOKAROUND = "lookaround"
    BACKREFERENCE = "backreference"
    NOT_LINEAR = "not_linear"  # another construct whose time nobody can promise
    TOO_LARGE = "too_large"  # repeats more than the engine keeps in mind
    MATCHES_ALL = "matches_all"  # matches where there is nothing
    UNREADABLE = "unreadable"  # no regular expression


@dataclass(eq=False)
class FilterRefused(SafetyRefusal):
    """An entry that is not taken; the filter is as before."""

    fault: FilterFault
    entry: str = ""
    limit: int | None = None
    #: What the pattern engine says is wrong, of `entry` alone.
    detail: str = ""


class BlockFault(StrEnum):
    """Why a block is not made."""

    NOT_A_TIME = "not_a_time"
    TOO_LONG = "too_long"
    A_BOT = "a_bot"
    NOT_BLOCKED = "not_blocked"  # there is none to lift


@dataclass(eq=False)
class BlockRefused(SafetyRefusal):
    """A block that is not made or lifted."""

    fault: BlockFault
    #: As it was written, or who it is about.
    value: str


class ReportFault(StrEnum):
    """Why a report is not taken."""

    NO_PICTURE = "no_picture"  # not a message with pictures of this bot
    UNKNOWN = "unknown"  # no longer on file, or of another guild
    REPEATED = "repeated"  # by the same person
    DECIDED = "decided"  # moderators have looked at it
    TOO_MANY = "too_many"  # by the same person within an hour
    ABSENT = "absent"  # the bot is no member of this guild, so no moderator would read it


@dataclass(eq=False)
class ReportRefused(SafetyRefusal):
    """A report that is not taken; nothing was told to moderators."""

    fault: ReportFault


class UndoRefused(SafetyRefusal):
    """It cannot be taken back at all, or not without losing what was decided since."""


class NotAModerator(SafetyRefusal):
    """May neither manage this guild nor the messages of this channel."""


@dataclass(eq=False)
class Paused(Refusal):
    """Nothing is taken until the operator says so."""

    #: What members are to know; may be empty.
    message: str


class InMaintenance(Refusal):
    """Nothing new is taken while what runs comes to its end."""


@dataclass(eq=False)
class GuildNotServed(Refusal):
    """No pictures are made in this guild, by the operator's decision."""

    #: It was blocked; otherwise it was never let in.
    blocked: bool
    #: The operator's words; may be empty.
    reason: str


@dataclass(eq=False)
class ModelOff(Refusal):
    """The model is not on offer for now."""

    model: str
    #: What is.
    available: tuple[str, ...]


@dataclass(eq=False)
class BudgetSpent(Refusal):
    """The gateway may cost the operator no more in the running day or month."""

    #: Models of other gateways.
    available: tuple[str, ...]
    #: Whether the operator knows.
    told: bool
    #: Epoch milliseconds when the period ends.
    resets_at: int


class SearchFault(StrEnum):
    """What is wrong with a look into the history."""

    NO_TIME = "no_time"  # cannot be read as a time
    SWAPPED = "swapped"  # ends before it begins
    NO_CODE = "no_code"  # no failure has that code
    UNLISTED = "unlisted"  # a member who is in no list that others see
    OLD = "old"  # of a list that an earlier version made


@dataclass(eq=False)
class SearchRefused(Refusal):
    """A look into the history that makes no sense."""

    fault: SearchFault
    #: As it was written.
    text: str = ""


class AmountFault(StrEnum):
    """What is wrong with an amount."""

    NO_NUMBER = "no_number"  # cannot be read
    NEGATIVE = "negative"
    FRACTION = "fraction"
    TOO_LARGE = "too_large"  # more than `bound`
    TOO_SMALL = "too_small"  # less than `bound`
    NO_TIME = "no_time"  # cannot be read as a length of time
    TOO_LONG = "too_long"  # more than `bound` days


@dataclass(eq=False)
class AmountRefused(Refusal):
    """An amount that is not taken; nothing was changed."""

    fault: AmountFault
    #: As it was written.
    text: str
    bound: int | None = None


class AppealFault(StrEnum):
    """Why moderators are not asked to make an exception."""

    NO_DESK = "no_desk"  # they have no channel for it
    UNREACHABLE = "unreachable"  # the bot cannot post there
    ASKED_ALREADY = "asked_already"  # for the same request
    TOO_MANY = "too_many"  # open ones of this member
    GONE = "gone"  # the request is no longer on file


@dataclass(eq=False)
class AppealRefused(Refusal):
    """Moderators are not asked, and were not told."""

    fault: AppealFault


class PresetFault(StrEnum):
    """What is wrong with a preset."""

    UNKNOWN = "unknown"  # there is none of that name
    TOO_MANY = "too_many"
    EMPTY = "empty"  # it would change nothing
    NAMELESS = "nameless"  # its name is nothing but blanks


@dataclass(eq=False)
class PresetRefused(Refusal):
    """A preset is not kept, or cannot be used; nothing was changed."""

    fault: PresetFault
    #: As it was written.
    name: str


@dataclass(eq=False)
class ConfirmFirst(Refusal):
    """The price is a large part of what is left, and nobody said yes to it yet."""

    #: As it would be taken.
    request: ImageRequest
    price: int
    #: Credits left before it.
    left: int


class ImportFault(StrEnum):
    """What is wrong with a file of settings, or with one value in it."""

    TOO_LARGE = "too_large"  # more bytes than are read
    NOT_JSON = "not_json"  # no JSON, cut off, or nested beyond reason
    NOT_OURS = "not_ours"  # no export of this bot
    NEWER = "newer"  # of a newer version of this bot
    WRONG = "wrong"  # some of its values; see `wrong`


class ValueFault(StrEnum):
    """What is wrong with a value in a file of settings."""

    UNKNOWN = "unknown"  # no such key
    KIND = "kind"  # of another kind; `detail` says which it has to be
    RANGE = "range"  # outside; `detail` says of what
    NOT_HERE = "not_here"  # no channel or role of this guild
    TWICE = "twice"  # the same is there already
    MEANINGLESS = "meaningless"  # no time zone, language, hours, rule or filter


@dataclass(frozen=True, slots=True)
class WrongValue:
    """One value that cannot be taken."""

    #: Keys from the root, with dots between them. As somebody wrote them.
    path: str
    fault: ValueFault
    detail: str = ""


@dataclass(eq=False)
class ImportRefused(Refusal):
    """A file of settings that is not taken; nothing was changed."""

    fault: ImportFault
    wrong: tuple[WrongValue, ...] = ()


class Draining(Refusal):
    """The process is stopping; nothing new is taken."""


@dataclass(eq=False)
class DuplicateRequest(InklingError):
    """The same idempotency key was accepted before, as `job_id`."""

    job_id: str


@dataclass(eq=False)
class StaleJob(InklingError):
    """The job was no longer in the expected state and epoch; nothing was changed."""

    job_id: str


@dataclass(eq=False)
class RepeatedTask(InklingError):
    """The gateway's id of a task is that of another task already; nothing was changed."""

    job_id: str


@dataclass(eq=False)
class SettingsChanged(InklingError):
    """The settings are not those that were looked at any more; nothing was changed."""

    #: The one they have now.
    version: int


@dataclass(eq=False)
class RuleChanged(InklingError):
    """The rule is not the one that was looked at any more; nothing was changed."""

    #: The one there is now; `None`: there is none.
    rule: Rule | None


@dataclass(eq=False)
class PriceChanged(InklingError):
    """The price is not the one that was looked at any more; nothing was changed."""

    #: The credits decided now; `None`: nothing is decided.
    credits: int | None


@dataclass(eq=False, kw_only=True)
class GatewayError(InklingError):
    """A gateway call that gave no usable answer. `code` decides, the HTTP status does not.

    The gateway's own text is not kept: it may repeat the prompt or a signed address.
    """

    #: A code of `bot.domain.failure`, or the gateway's own word.
    code: str
    #: Explicit opinion in the answer; `None` if there was none.
    retryable: bool | None = None
    #: The gateway may have taken (and may bill) what was sent.
    maybe_accepted: bool = False
    http_status: int | None = None
    #: Seconds the gateway asked us to wait.
    retry_after: float | None = None

    def __str__(self) -> str:
        return f"{self.code} (HTTP {self.http_status})" if self.http_status else self.code


@dataclass(eq=False)
class ImageRejected(InklingError):
    """Downloaded bytes that are not handed on. `code` is one of `bot.domain.failure`."""

    code: str


@dataclass(eq=False)
class DeliveryRefused(InklingError):
    """This path cannot work any more; try the next one."""

    #: Short machine word for the log, as in "token_expired" or "missing_access".
    reason: str
