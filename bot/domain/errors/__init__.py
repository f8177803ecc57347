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
├── DecidedSince             what was to be taken back is not the latest any more
├── GatewayError             the gateway refused, failed or was not reached
├── ImageRejected            what was downloaded is not a picture we can hand on
├── DeliveryRefused          this way to hand over is closed for good
└── StoreError
    ├── DatabaseBusy         a second instance holds it
    ├── DatabaseTooNew       written by a newer version
    ├── DatabaseOutdated     written by another version, and not to be changed now
    └── DatabaseUnavailable  disk full, read-only, corrupt
"""

from bot.domain.errors.appeal import AppealFault, AppealRefused
from bot.domain.errors.channel import (
    AboveHighest,
    MissingPermissions,
    ModelNotAllowed,
    NotAnImageChannel,
    QuietNow,
    SlowedDown,
)
from bot.domain.errors.gateway import GatewayError, ImageRejected
from bot.domain.errors.history import SearchFault, SearchRefused
from bot.domain.errors.job import DeliveryRefused, DuplicateRequest, RepeatedTask, StaleJob
from bot.domain.errors.operator import BudgetSpent, Draining, GuildNotServed, InMaintenance, ModelOff, Paused
from bot.domain.errors.preset import PresetFault, PresetRefused
from bot.domain.errors.quota import (
    AmountFault,
    AmountRefused,
    ConfirmFirst,
    CooldownActive,
    DecidedSince,
    PriceChanged,
    QueueFull,
    QuotaExceeded,
    RuleChanged,
    TooManyJobs,
)
from bot.domain.errors.refusal import Refusal
from bot.domain.errors.request import (
    PromptBlank,
    PromptTooLong,
    ReferenceFault,
    ReferenceRejected,
    TooManyReferences,
    UnknownModel,
    UnsupportedOption,
)
from bot.domain.errors.safety import (
    BlockFault,
    BlockRefused,
    FilterFault,
    FilterRefused,
    MemberBlocked,
    NotAModerator,
    PromptFiltered,
    ReportFault,
    ReportRefused,
    SafetyRefusal,
    UndoRefused,
)
from bot.domain.errors.settings import SettingFault, SettingInvalid, SettingsChanged
from bot.domain.errors.transfer import ImportFault, ImportRefused, ValueFault, ValueKind, WrongValue
from bot.domain.roots import (
    DatabaseBusy,
    DatabaseOutdated,
    DatabaseTooNew,
    DatabaseUnavailable,
    InklingError,
    StoreError,
)

__all__ = [
    "AboveHighest",
    "AmountFault",
    "AmountRefused",
    "AppealFault",
    "AppealRefused",
    "BlockFault",
    "BlockRefused",
    "BudgetSpent",
    "ConfirmFirst",
    "CooldownActive",
    "DatabaseBusy",
    "DatabaseOutdated",
    "DatabaseTooNew",
    "DatabaseUnavailable",
    "DecidedSince",
    "DeliveryRefused",
    "Draining",
    "DuplicateRequest",
    "FilterFault",
    "FilterRefused",
    "GatewayError",
    "GuildNotServed",
    "ImageRejected",
    "ImportFault",
    "ImportRefused",
    "InMaintenance",
    "InklingError",
    "MemberBlocked",
    "MissingPermissions",
    "ModelNotAllowed",
    "ModelOff",
    "NotAModerator",
    "NotAnImageChannel",
    "Paused",
    "PresetFault",
    "PresetRefused",
    "PriceChanged",
    "PromptBlank",
    "PromptFiltered",
    "PromptTooLong",
    "QueueFull",
    "QuietNow",
    "QuotaExceeded",
    "ReferenceFault",
    "ReferenceRejected",
    "Refusal",
    "RepeatedTask",
    "ReportFault",
    "ReportRefused",
    "RuleChanged",
    "SafetyRefusal",
    "SearchFault",
    "SearchRefused",
    "SettingFault",
    "SettingInvalid",
    "SettingsChanged",
    "SlowedDown",
    "StaleJob",
    "StoreError",
    "TooManyJobs",
    "TooManyReferences",
    "UndoRefused",
    "UnknownModel",
    "UnsupportedOption",
    "ValueFault",
    "ValueKind",
    "WrongValue",
]
