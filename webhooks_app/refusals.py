"""What each rule of the product is over HTTP: a status, a sentence, and the part of the request meant."""

from typing import NamedTuple


class Refusal(NamedTuple):
    """`path` names the part of the request, as in the issues of a 422; empty for the whole of it."""

    status: int
    sentence: str
    path: str = ""


NOT_THERE = "There is no such thing among yours."
BUSY = "We cannot do this right now; please try again in a moment."

REFUSALS: dict[str, Refusal] = {
    # Plans and limits
    "quota_exceeded": Refusal(402, "Your plan has no room for this in the current month."),
    "billing_hold": Refusal(402, "A payment of this account is looked into; nothing new is begun meanwhile."),
    "payments_unavailable": Refusal(503, BUSY),
    "payment_way_closed": Refusal(409, "This plan is not sold here."),
    "already_subscribed": Refusal(409, "There is a paid plan already; it is changed where it was bought."),
    "nothing_to_manage": Refusal(409, "Nothing was paid for by card yet, so there is nothing to manage."),
    "payment_pending": Refusal(409, "A payment is on the way already."),
    "price_changed": Refusal(409, "This bill is not valid any more."),
    "star_payment_not_found": Refusal(404, NOT_THERE),
    "too_many_brands": Refusal(402, "Your plan has no room for another brand."),
    "rate_limited": Refusal(429, "That is more often than we can answer; please wait a moment."),
    "spending_cap_reached": Refusal(503, "So much was made today that nothing new is begun before tomorrow."),
    # What was ordered and came to nothing
    "timeout": Refusal(504, "This takes longer than usual. It goes on; please ask for it later."),
    "provider_timeout": Refusal(504, "This took too long, so it was given up; please try again."),
    "provider_unavailable": Refusal(503, BUSY),
    "unusable": Refusal(503, "Nothing usable came of it this time; please try again."),
    "text_refused": Refusal(422, "Nothing is written about this: the writer refuses it."),
    "picture_refused": Refusal(422, "Nothing is painted from this description.", "prompt"),
    "picture_flagged": Refusal(
        422, "This description leads to a picture that must not be shown. It costs nothing.", "prompt"
    ),
    "speech_refused": Refusal(422, "This text is not spoken.", "text"),
    "stopped": Refusal(409, "This was stopped before it was done."),
    # Requests that name themselves
    "idempotency_key_taken": Refusal(422, "This key came with another request before.", "Idempotency-Key"),
    "request_under_way": Refusal(409, "The first request with this key is still under way."),
    "sign_in_unavailable": Refusal(503, BUSY),
    # What is not there, also what is not the caller's
    "api_key_not_found": Refusal(404, NOT_THERE),
    "usage_not_found": Refusal(404, NOT_THERE),
    "brand_not_found": Refusal(404, NOT_THERE),
    "export_not_found": Refusal(404, NOT_THERE),
    "media_not_found": Refusal(404, NOT_THERE),
    "order_not_found": Refusal(404, NOT_THERE),
    "picture_not_found": Refusal(404, NOT_THERE),
    "post_not_found": Refusal(404, NOT_THERE),
    "script_not_found": Refusal(404, NOT_THERE),
    "source_not_found": Refusal(404, NOT_THERE),
    "voice_draft_not_found": Refusal(404, NOT_THERE),
    "voice_over_not_found": Refusal(404, NOT_THERE),
    # Chat and web as one account
    "session_needed": Refusal(403, "This needs somebody who is signed in; a key is not enough."),
    "link_code_unusable": Refusal(409, "This code does not work any more: it is used up, or too old."),
    "too_many_link_tries": Refusal(429, "Those were too many wrong codes; please wait an hour."),
    "link_not_found": Refusal(404, NOT_THERE),
    "link_over": Refusal(409, "It was refused, or its time is up; please begin once more."),
    "link_unanswered": Refusal(409, "The chat has not said yes yet."),
    "already_linked": Refusal(409, "This chat and this account are connected already."),
    "chat_linked_elsewhere": Refusal(
        409, "This chat is connected with another web account; it has to be disconnected there first."
    ),
    "not_on_the_web": Refusal(409, "This account cannot sign in on the web."),
    "not_linked": Refusal(409, "No Telegram chat is connected."),
    "two_paid_plans": Refusal(
        409, "Both accounts have a paid plan; end one of them first, then they can be connected."
    ),
    "payment_open": Refusal(409, "A payment page is open; finish it, or wait until it closes."),
    # What does not fit what is there
    "already_going_out": Refusal(409, "This post is already going out."),
    "brand_name_taken": Refusal(409, "Another of your brands has this name."),
    "chat_unknown": Refusal(409, "No Telegram chat is connected that this could be delivered to."),
    "no_free_slot": Refusal(409, "This brand has no publishing time that is free."),
    "not_scheduled": Refusal(409, "This post is not scheduled."),
    "nothing_to_undo": Refusal(409, "There is no former text."),
    "picture_not_ready": Refusal(409, "This picture is not there yet."),
    "post_not_delivered": Refusal(409, "This post was not delivered yet."),
    "rewrite_impossible": Refusal(409, "This post cannot be rewritten in that way."),
    "rewrite_under_way": Refusal(409, "This post is being rewritten."),
    "too_many_api_keys": Refusal(409, "You have as many keys as one may have; revoke one first."),
    "text_changed": Refusal(409, "The text of this post has changed since."),
    # What the request says
    "brand_field_too_long": Refusal(422, "One of the texts of the brand is too long."),
    "brand_link_invalid": Refusal(422, "The link of the brand is not an address of the web.", "link"),
    "brand_name_missing": Refusal(422, "A brand needs a name.", "name"),
    "hashtag_not_understood": Refusal(422, "One of the hashtags cannot be one.", "hashtags"),
    "instruction_empty": Refusal(422, "The instruction is empty.", "instruction"),
    "instruction_too_long": Refusal(422, "The instruction is too long.", "instruction"),
    "live_url_invalid": Refusal(422, "The address of the published post is none.", "liveUrl"),
    "manner_invalid": Refusal(422, "The voice cannot be set like this.", "manner"),
    "moment_passed": Refusal(422, "This moment has passed.", "scheduledFor"),
    "nothing_ordered": Refusal(422, "Nothing was ordered.", "numberOfPosts"),
    "nothing_to_say": Refusal(422, "There is nothing to be spoken in this text.", "text"),
    "nothing_to_search_for": Refusal(422, "There is nothing to search for.", "search"),
    "post_empty": Refusal(422, "A post needs a text.", "content"),
    "post_too_long": Refusal(422, "The text is longer than the platform takes.", "content"),
    "prompt_too_long": Refusal(422, "The description of the picture is too long.", "prompt"),
    "prompt_too_short": Refusal(422, "The description of the picture is too short.", "prompt"),
    "search_too_long": Refusal(422, "The words to search for are too many.", "search"),
    "signature_too_many_hashtags": Refusal(422, "The signature has too many hashtags.", "signature"),
    "signature_too_many_lines": Refusal(422, "The signature has too many lines.", "signature"),
    "source_too_long": Refusal(422, "The text is too long.", "text"),
    "source_too_short": Refusal(422, "The text is too short.", "text"),
    "speech_too_long": Refusal(422, "The text is too long to be spoken.", "text"),
    "thread_too_long": Refusal(422, "The thread has too many parts.", "content"),
    "too_few_samples": Refusal(422, "There are too few samples.", "samples"),
    "too_many_in_list": Refusal(422, "One of the lists has too many entries."),
    "unknown_hour": Refusal(422, "This is no full hour of the day."),
    "unknown_locale": Refusal(422, "This is no language that we speak.", "locale"),
    "unknown_zone": Refusal(422, "This is not the IANA name of a time zone.", "timezone"),
    "voice_not_found": Refusal(404, NOT_THERE),
    # Uploads
    "media_broken": Refusal(422, "This file is broken.", "file"),
    "media_busy": Refusal(503, BUSY),
    "media_empty": Refusal(422, "This file is empty.", "file"),
    "media_lost": Refusal(404, NOT_THERE),
    "media_not_shown": Refusal(409, "This file cannot be used for that."),
    "media_refused": Refusal(415, "This is neither a picture nor a sound that we take."),
    "media_too_large": Refusal(413, "This file is too large."),
    "media_unavailable": Refusal(503, BUSY),
    "not_a_picture": Refusal(415, "This is not a picture that we take."),
    "not_a_sound": Refusal(415, "This is not a sound that we take."),
    "picture_is_drawing": Refusal(415, "This is not a picture that we take."),
    "picture_moves": Refusal(422, "Moving pictures are not taken.", "file"),
    "picture_too_big": Refusal(422, "This picture has too many pixels.", "file"),
    "picture_too_narrow": Refusal(422, "This picture is too narrow.", "file"),
    # Voices
    "clone_exists": Refusal(409, "There is a voice of your own already."),
    "cloning_failed": Refusal(503, BUSY),
    "recording_unfit": Refusal(422, "This recording cannot be used.", "file"),
    "sample_missing": Refusal(404, "There is no sample of this voice."),
    "voices_unavailable": Refusal(503, BUSY),
}
