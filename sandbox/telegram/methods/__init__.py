"""The methods of the Bot API by their lower-case name; Telegram does not mind the case."""

from collections.abc import Callable
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.methods import answering, chats, editing, payments, profile, receiving, sending
from sandbox.telegram.world import World

Method = Callable[[World, Call], Any]


def _nothing(world: World, call: Call) -> bool:  # noqa: ARG001
    return True


SENDS: dict[str, Method] = {
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "sendaudio": sending.send_audio,
    "sendvoice": sending.send_voice,
    "senddocument": sending.send_document,
    "sendvideo": sending.send_video,
    "sendmediagroup": sending.send_media_group,
    "sendlocation": sending.send_location,
    "forwardmessage": sending.forward_message,
    "copymessage": sending.copy_message,
    "sendinvoice": payments.send_invoice,
}
EDITS: dict[str, Method] = {
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
}
METHODS: dict[str, Method] = {
    **SENDS,
    **EDITS,
    "sendmessagedraft": sending.send_message_draft,
    "sendchataction": sending.send_chat_action,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": answering.answer_callback_query,
    "createinvoicelink": payments.create_invoice_link,
    "answerprecheckoutquery": payments.answer_pre_checkout_query,
    "refundstarpayment": payments.refund_star_payment,
    "edituserstarsubscription": payments.edit_user_star_subscription,
    "getstartransactions": payments.get_star_transactions,
    "getmystarbalance": payments.get_my_star_balance,
    "getme": profile.get_me,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setmyname": profile.set_my_name,
    "getmyname": profile.get_my_name,
    "setmydescription": profile.set_my_description,
    "getmydescription": profile.get_my_description,
    "setmyshortdescription": profile.set_my_short_description,
    "getmyshortdescription": profile.get_my_short_description,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
    "getchat": chats.get_chat,
    "getchatmember": chats.get_chat_member,
    "getfile": chats.get_file,
    "setmessagereaction": chats.set_message_reaction,
    "pinchatmessage": chats.pin_chat_message,
    "unpinchatmessage": chats.unpin_chat_message,
    "unpinallchatmessages": chats.unpin_chat_message,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "logout": _nothing,
    "close": _nothing,
}
