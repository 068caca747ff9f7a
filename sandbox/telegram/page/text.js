/** Text with Telegram's entities as elements. Offsets are UTF-16 code units, as in JavaScript strings. */

import { copy, h } from "./ui.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];
const SAFE = ["http:", "https:", "mailto:", "tel:", "tg:"];

/** A fragment of `text`; `onCommand(text)` is called when a command or hashtag is tapped. */
export function richText(text, entities, onCommand) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, sorted, onCommand);
}

function build(text, start, end, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  let place = start;
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    const stop = entity.offset + entity.length;
    if (entity.offset < place || stop > end) continue;
    const inner = [];
    while (index + 1 < entities.length && entities[index + 1].offset < stop) inner.push(entities[++index]);
    fragment.append(text.slice(place, entity.offset));
    const content = build(text, entity.offset, stop, inner, onCommand);
    fragment.append(element(entity, text.slice(entity.offset, stop), content, onCommand));
    // The line end after a block is the end of the block.
    place = BLOCKS.includes(entity.type) && text[stop] === "\n" ? stop + 1 : stop;
  }
  fragment.append(text.slice(place, end));
  return fragment;
}

function element(entity, text, content, onCommand) {
  switch (entity.type) {
    case "bold":
    case "italic":
    case "underline":
    case "strikethrough":
      return h(TAGS[entity.type], {}, content);
    case "spoiler":
      return spoiler(content);
    case "code":
      return h("code", { role: "button", tabindex: 0, title: "Copy", ...pressing(() => copy(text)) }, content);
    case "pre":
      return pre(entity, text, content);
    case "blockquote":
      return h("blockquote", {}, content);
    case "expandable_blockquote":
      return expandable(content);
    case "url":
      return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, content);
    case "text_link":
      return link(entity.url, content);
    case "email":
      return link(`mailto:${text}`, content);
    case "phone_number":
      return link(`tel:${text}`, content);
    case "mention":
      return link(`https://t.me/${text.slice(1)}`, content);
    case "text_mention":
      return h("span", { class: "link" }, content);
    case "bot_command":
    case "hashtag":
    case "cashtag":
      return h("button", { class: "link", type: "button", onclick: () => onCommand(text) }, content);
    case "date_time":
      return moment(entity, text, content);
    default:
      return h("span", {}, content);
  }
}

/** A link that can only lead where links may lead. */
export function link(address, ...content) {
  try {
    const url = new URL(address);
    if (SAFE.includes(url.protocol)) {
      return h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", title: address }, ...content);
    }
  } catch {
    // Not an address: shown as plain text.
  }
  return h("span", {}, ...content);
}

function pressing(action) {
  return {
    onclick: action,
    onkeydown: (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        action();
      }
    },
  };
}

function spoiler(content) {
  const show = (event) => event.currentTarget.classList.add("shown");
  return h("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Spoiler", onclick: show, onkeydown: (event) => event.key === "Enter" && show(event) }, content);
}

function pre(entity, text, content) {
  const head = h("button", { class: "pre-head", type: "button", onclick: () => copy(text) }, h("span", {}, entity.language || "code"), h("span", {}, "copy"));
  const body = h("code", { title: "Copy", onclick: () => getSelection().isCollapsed && copy(text) }, content);
  return h("pre", {}, head, body);
}

function expandable(content) {
  const quote = h("blockquote", { class: "expandable" }, h("div", { class: "quoted" }, content));
  const toggle = h("button", { type: "button", class: "expand", "aria-expanded": "false" }, "Show more");
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.textContent = open ? "Show less" : "Show more";
    toggle.setAttribute("aria-expanded", open);
  });
  quote.append(toggle);
  return quote;
}

function moment(entity, text, content) {
  const date = new Date(entity.unix_time * 1000);
  const format = entity.date_time_format ?? "";
  const full = date.toLocaleString([], { dateStyle: "full", timeStyle: "long" });
  const element = h("time", { class: "moment", datetime: date.toISOString(), title: full });
  if (/^r$/i.test(format)) element.dataset.relative = entity.unix_time;
  element.append(format ? formatMoment(date, format) : content);
  element.setAttribute("aria-label", `${text}, ${full}`);
  return element;
}

function formatMoment(date, format) {
  if (/^r$/i.test(format)) return relative(date);
  const options = {};
  if (/w/i.test(format)) options.weekday = "long";
  if (format.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (format.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(format)) Object.assign(options, { hour: "numeric", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return date.toLocaleString([], options);
}

function relative(date) {
  const seconds = (date - Date.now()) / 1000;
  const words = new Intl.RelativeTimeFormat([], { numeric: "auto" });
  for (const [unit, length] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
  }
  return words.format(Math.round(seconds), "second");
}

setInterval(() => {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    element.textContent = relative(new Date(element.dataset.relative * 1000));
  }
}, 10000);
