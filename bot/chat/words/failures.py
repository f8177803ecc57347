"""What people read when a job ends without pictures: one entry per failure code.

Each says what happened, whether anything was charged and what to do next. Trouble that only the operator
can mend is told as such, so that nobody rewrites a prompt that was fine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.chat.i18n import Phrase

FREE = Phrase("Nothing was charged; your credits are back.")
KEPT = Phrase("Your credits were used: the picture was made, and it is kept safe.")
_OPERATOR = Phrase("Whoever runs this bot has to fix it. It is nothing you did.")
_OPERATOR_KNOWS = Phrase("Whoever runs this bot has been told. It is nothing you did.")
_SOON = Phrase("Give it a minute and press **Try again**.")
_LATER = Phrase("Try again in a while.")
_OR_ANOTHER_MODEL = Phrase("Try again in a while. Another model may work now.")
_PICK_ANOTHER = Phrase("Pick another model and ask again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureWords:
    """One failure in a person's words. Markdown, no mentions, no gateway text."""

    happened: str
    #: Whether anything was charged.
    charged: str
    #: What to do now.
    next: str
    #: Whether the same request again makes sense, so that a button is offered.
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FailurePhrases:
    """The same before it is told in a language."""

    happened: Phrase
    charged: Phrase = FREE
    next: Phrase
    again: bool = True

    def told(self, *, operator_knows: bool) -> FailureWords:
        """In the language in force."""
        then = _OPERATOR_KNOWS if operator_knows and self.next is _OPERATOR else self.next
        return FailureWords(happened=self.happened(), charged=self.charged(), next=then(), again=self.again)


def failure(code: str | None, *, operator_knows: bool = False) -> FailureWords:
    """The words of a code; a word nobody documented gets words that are true of any failure.

    `operator_knows`: whoever runs the bot was told of this trouble.
    """
    return FAILURES.get(code or "", UNKNOWN).told(operator_knows=operator_knows)


def _operator(happened: Phrase) -> FailurePhrases:
    return FailurePhrases(happened=happened, next=_OPERATOR, again=False)


def _soon(happened: Phrase, then: Phrase = _SOON) -> FailurePhrases:
    return FailurePhrases(happened=happened, next=then)


UNKNOWN = _soon(Phrase("The image service stopped this one and gave a reason I do not know."))

_YOURS = {
    "invalid_request": FailurePhrases(
        happened=Phrase("The image service did not accept this combination of prompt and options."),
        next=Phrase("Change the options or the wording, then ask again."),
        again=False,
    ),
    "content_policy_violation": FailurePhrases(
        happened=Phrase("The image service's safety rules turned this prompt down."),
        next=Phrase("Put it another way and ask again."),
        again=False,
    ),
    "request_refused": FailurePhrases(
        happened=Phrase("The image service turned this request away without saying why."),
        next=Phrase("Try a simpler prompt or other options."),
        again=False,
    ),
}

_ACCOUNT = {
    "unauthorized": _operator(Phrase("The image service asked for a key, and this bot gave none.")),
    "invalid_api_key": _operator(Phrase("The image service no longer accepts this bot's key.")),
    "insufficient_balance": _operator(
        Phrase("This bot's account at the image service has run out of money.")
    ),
    "model_billing_not_configured": _operator(
        Phrase("The image service has no billing set up for this model.")
    ),
    "provider_pricing_not_configured": _operator(
        Phrase("The image service has no price set for this model.")
    ),
}

_MODEL = {
    "model_not_available": FailurePhrases(
        happened=Phrase("The image service does not offer this model right now."),
        next=_PICK_ANOTHER,
        again=False,
    ),
    "model_gone": FailurePhrases(
        happened=Phrase("This model was taken off the list while your request waited."),
        next=_PICK_ANOTHER,
        again=False,
    ),
    "provider_offline": _soon(Phrase("The model you chose is offline for the moment."), _OR_ANOTHER_MODEL),
    "provider_model_inactive": _soon(
        Phrase("The model you chose is switched off for the moment."), _OR_ANOTHER_MODEL
    ),
}

_SERVICE = {
    "provider_credential_missing": _soon(
        Phrase("The image service has lost its own login for this model."), _OR_ANOTHER_MODEL
    ),
    "provider_credential_incomplete": _soon(
        Phrase("The image service's own login for this model is incomplete."), _OR_ANOTHER_MODEL
    ),
    "provider_credential_unusable": _soon(
        Phrase("The image service cannot use its own login for this model."), _OR_ANOTHER_MODEL
    ),
    "provider_credential_legacy": _soon(
        Phrase("The image service's login for this model is out of date."), _OR_ANOTHER_MODEL
    ),
    "provider_credential_unavailable": _soon(
        Phrase("The image service cannot reach its own login for this model."),
        _OR_ANOTHER_MODEL,
    ),
    "provider_credential_decrypt_failed": _soon(
        Phrase("The image service cannot unlock its own login for this model."),
        _OR_ANOTHER_MODEL,
    ),
    "database_operation_failed": _soon(Phrase("The image service could not reach its own records.")),
    "billing_resolution_failed": _soon(
        Phrase("The image service could not work out the price of this picture.")
    ),
    "request_record_write_failed": _soon(Phrase("The image service could not write this request down.")),
    "api_key_touch_failed": _soon(
        Phrase(
            "The image service stumbled just after taking this request,"
            " so I cannot tell whether it was painted."
        )
    ),
    "queue_unavailable": _soon(Phrase("The image service's queue is closed for the moment.")),
    "service_unavailable": _soon(Phrase("The image service is down for the moment."), _LATER),
    "internal_error": _soon(Phrase("Something broke inside the image service.")),
    "gateway_error": _soon(Phrase("The image service answered with an error and no reason.")),
}

_PAINTING = {
    "provider_submit_failed": _soon(
        Phrase("The image service could not pass this request on to its painter.")
    ),
    "provider_poll_failed": _soon(Phrase("The image service lost touch with its painter halfway through.")),
    "upstream_failed": _soon(Phrase("The painter behind the image service gave up on this one.")),
    "upstream_timeout": _soon(Phrase("The painter behind the image service took too long.")),
    "upstream_result_missing": _soon(Phrase("The image service said it was done, and sent no picture.")),
    "video_output_missing": _soon(Phrase("The image service looked for a video where a picture should be.")),
    "task_not_found": _soon(Phrase("The image service does not know this job any more.")),
    "task_lost": _soon(Phrase("The image service took this job and then lost it.")),
    "task_cancelled": _soon(
        Phrase("The image service cancelled this job, and nobody here had asked for that.")
    ),
    "task_repeated": _soon(
        Phrase("The image service mixed this job up with another one, so I did not wait for its picture.")
    ),
    "no_place": _soon(Phrase("This one waited too long for its turn: many were before it, or I was away.")),
    "deadline_exceeded": _soon(Phrase("This took longer than I am allowed to wait, so I stopped.")),
}

_WAY = {
    "gateway_unreachable": _soon(Phrase("I could not reach the image service."), _LATER),
    "gateway_timeout": _soon(Phrase("The image service did not answer in time.")),
    "answer_lost": _soon(Phrase("The connection to the image service broke before it could answer.")),
    "rate_limited": _soon(Phrase("The image service is swamped and asked me to slow down."), _LATER),
    "malformed_answer": _soon(Phrase("The image service sent an answer I could not make sense of.")),
    "submit_unknown": _soon(
        Phrase(
            "I sent this request and got no answer I could use, so I cannot tell whether it was painted."
            " I did not send it twice."
        ),
    ),
}

_PICTURE = {
    "file_not_found": _soon(Phrase("The picture was gone from the image service before I could fetch it.")),
    "download_failed": _soon(Phrase("The picture was made, but I could not download it.")),
    "image_invalid": _soon(Phrase("What the image service sent is not a picture I can open.")),
    "image_too_large": FailurePhrases(
        happened=Phrase("The picture came out as a larger file than I may take."),
        next=Phrase("Ask for a lower resolution or another format."),
        again=False,
    ),
    "image_bomb": FailurePhrases(
        happened=Phrase("The file unpacks into an absurdly large picture, so I did not open it."),
        next=Phrase("Ask for a lower resolution."),
        again=False,
    ),
}

_HERE = {
    "disk_full": FailurePhrases(
        happened=Phrase("I have no room left to store the picture."), next=_OPERATOR, again=False
    ),
    "reference_lost": FailurePhrases(
        happened=Phrase("The picture you attached to go by is no longer in my storage."),
        next=Phrase("Ask again with `/imagine` and attach it once more."),
        again=False,
    ),
    "undeliverable": FailurePhrases(
        happened=Phrase("Your picture is ready, but I could not post it here or send it to you."),
        charged=KEPT,
        next=Phrase("Open it with `/history`. A moderator can check what I may do in this channel."),
        again=False,
    ),
    "internal": _soon(
        Phrase("Something broke inside this bot."),
        Phrase("Press **Try again**. If it comes back, show the error id to whoever runs the bot."),
    ),
}

#: Every code there are words for.
FAILURES: Mapping[str, FailurePhrases] = MappingProxyType(
    {**_YOURS, **_ACCOUNT, **_MODEL, **_SERVICE, **_PAINTING, **_WAY, **_PICTURE, **_HERE}
)
