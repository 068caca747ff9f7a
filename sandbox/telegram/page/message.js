/** One message as an element: bubble, media, text, time, and the keyboard below it. */

import { isVisual, mediaOf } from "./media.js";
import { richText } from "./text.js";
import { copy, h, icon, timeOf } from "./ui.js";

/** `hooks`: command(text), tap(message, button, element), menu(message, point), jump(messageId). */
export function messageElement(message, hooks) {
  const article = h("article", {
    class: `message ${message.outgoing ? "out" : "in"}`,
    dataset: { messageId: message.message_id, outgoing: message.outgoing, date: message.date },
    "aria-label": `${message.outgoing ? "You" : message.from.first_name}, ${timeOf(message.date)}`,
  });
  if (message.media_group_id) article.dataset.album = message.media_group_id;
  article.append(bubble(message, hooks));
  if (message.reply_markup?.inline_keyboard?.length) {
    article.classList.add("with-keyboard");
    article.append(inlineKeyboard(message, hooks));
  }
  wireMenu(article, message, hooks);
  return article;
}

function bubble(message, hooks) {
  const media = mediaOf(message);
  const words = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const classes = ["bubble"];
  if (isVisual(message)) classes.push("visual");
  if (media && !words) classes.push("bare");
  const element = h("div", { class: classes.join(" ") });
  if (message.forward_origin) element.append(forwarded(message.forward_origin));
  if (message.reply_to_message) element.append(replied(message.reply_to_message, hooks));
  if (media) element.append(media);
  if (message.invoice) element.append(invoice(message.invoice));
  if (paymentOf(message)) element.append(h("div", { class: "payment" }, paymentOf(message)));
  const meta = metaOf(message);
  if (words) {
    const text = h("div", { class: "text", dir: "auto" }, richText(words, entities, hooks.command));
    const preview = previewOf(message, words, entities);
    element.append(text);
    if (preview) element.append(preview, meta);
    else text.append(meta);
  } else {
    element.append(meta);
  }
  return element;
}

function invoice({ title, description, total_amount: stars }) {
  return h("div", { class: "invoice", dir: "auto" }, h("strong", {}, title), h("span", {}, description), h("small", {}, `⭐️ ${stars}`));
}

/** What a message says about a payment; null for any other message. */
function paymentOf(message) {
  if (message.successful_payment) return `You paid ⭐️ ${message.successful_payment.total_amount}`;
  if (message.refunded_payment) return `You got ⭐️ ${message.refunded_payment.total_amount} back`;
  return null;
}

function metaOf(message) {
  const meta = h("span", { class: "meta" });
  if (message.edited) meta.append(h("span", { class: "edited" }, "edited"), " ");
  const moment = new Date(message.date * 1000);
  meta.append(h("time", { datetime: moment.toISOString(), title: moment.toLocaleString() }, timeOf(message.date)));
  if (message.outgoing) meta.append(icon("check"));
  return meta;
}

function forwarded(origin) {
  const chat = origin.chat ?? origin.sender_chat;
  const name = origin.sender_user_name ?? origin.sender_user?.first_name ?? chat?.title ?? "someone";
  const author = origin.author_signature ? ` (${origin.author_signature})` : null;
  return h("div", { class: "forwarded", dir: "auto" }, "Forwarded from ", h("strong", {}, name), author);
}

function replied(message, hooks) {
  return h(
    "button",
    { class: "replied", type: "button", onclick: () => hooks.jump(message.message_id) },
    h("strong", {}, message.from.first_name),
    h("span", { dir: "auto" }, summary(message)),
  );
}

/** A line that stands for a message, in lists and quotes. */
export function summary(message) {
  if (message.text ?? message.caption) return (message.text ?? message.caption).slice(0, 200);
  if (message.photo) return "Photo";
  if (message.voice) return "Voice message";
  if (message.audio) return message.audio.title || message.audio.file_name || "Audio";
  if (message.video || message.video_note) return "Video";
  if (message.document) return message.document.file_name;
  if (message.location) return "Location";
  if (message.invoice) return message.invoice.title;
  if (message.successful_payment) return `Payment of ⭐️ ${message.successful_payment.total_amount}`;
  if (message.refunded_payment) return `Refund of ⭐️ ${message.refunded_payment.total_amount}`;
  return "Message";
}

/** The frame of a link preview: it shows that there would be one. Nothing is fetched. */
function previewOf(message, words, entities) {
  const options = message.link_preview_options ?? {};
  if (options.is_disabled || message.caption || message.outgoing) return null;
  const found = (entities ?? []).find((entity) => entity.type === "url" || entity.type === "text_link");
  const address = options.url ?? found?.url ?? (found && words.slice(found.offset, found.offset + found.length));
  if (!address) return null;
  try {
    const url = new URL(/^[a-z]+:/i.test(address) ? address : `https://${address}`);
    if (!url.protocol.startsWith("http")) return null;
    return h("div", { class: "preview" }, h("strong", {}, url.hostname.replace(/^www\./, "")), h("span", {}, url.pathname + url.search), h("small", {}, "link preview"));
  } catch {
    return null;
  }
}

function inlineKeyboard(message, hooks) {
  const keyboard = h("div", { class: "keyboard", role: "group", "aria-label": "Buttons" });
  for (const row of message.reply_markup.inline_keyboard) {
    keyboard.append(h("div", { class: "row" }, ...row.map((button) => inlineButton(message, button, hooks))));
  }
  return keyboard;
}

function inlineButton(message, button, hooks) {
  const label = h("span", { class: "label" }, button.text);
  const classes = ["key", button.style ?? ""].join(" ").trim();
  if (button.url) {
    const address = /^[a-z]+:/i.test(button.url) ? button.url : `https://${button.url}`;
    return h("a", { class: classes, href: address, target: "_blank", rel: "noopener noreferrer", title: button.url }, label, icon("link"));
  }
  if (button.copy_text) {
    return h("button", { class: classes, type: "button", title: button.copy_text.text, onclick: () => copy(button.copy_text.text) }, label, icon("copy"));
  }
  const element = h("button", { class: classes, type: "button" }, label);
  element.addEventListener("click", () => hooks.tap(message, button, element));
  return element;
}

function wireMenu(article, message, hooks) {
  let timer = 0;
  article.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, input, .keyboard") || !getSelection().isCollapsed) return;
    event.preventDefault();
    hooks.menu(message, { x: event.clientX, y: event.clientY });
  });
  article.addEventListener("touchstart", (event) => {
    const { clientX: x, clientY: y } = event.touches[0];
    timer = setTimeout(() => hooks.menu(message, { x, y }), 550);
  }, { passive: true });
  for (const kind of ["touchend", "touchmove", "touchcancel"]) {
    article.addEventListener(kind, () => clearTimeout(timer), { passive: true });
  }
}
