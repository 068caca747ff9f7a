/** The list of messages: order, days, albums, tails, the streamed draft, and staying at the bottom. */

import { messageElement } from "./message.js";
import { richText } from "./text.js";
import { byId, dayOf, h, icon } from "./ui.js";

const NEAR = 90;
const JOINED_SECONDS = 300;
const DRAFT_MS = 30000;

export class Log {
  constructor(hooks) {
    this.hooks = { ...hooks, jump: (messageId) => this.jump(messageId) };
    this.messages = new Map();
    this.scroller = byId("scroller");
    this.list = byId("log");
    this.newer = byId("newer");
    this.unseen = 0;
    this.atBottom = true;
    this.lastTop = 0;
    this.expect();
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.newer.addEventListener("click", () => this.toBottom("smooth"));
    new ResizeObserver(() => this.atBottom && this.toBottom()).observe(this.list);
    new ResizeObserver(() => this.atBottom && this.toBottom()).observe(this.scroller);
  }

  get empty() {
    return this.messages.size === 0;
  }

  /** The history is on its way: what happens from here on is newer than what it will bring. */
  expect() {
    this.arrived = { messages: new Map(), draft: undefined };
  }

  /** Replaces everything but what arrived since `expect`. */
  show(messages, draft, intro) {
    const { arrived } = this;
    this.messages = new Map([...messages.map((message) => [message.message_id, message]), ...arrived.messages]);
    this.intro = intro;
    this.render();
    this.showDraft(arrived.draft === undefined ? draft : arrived.draft);
    this.toBottom();
  }

  add(message) {
    const known = this.messages.has(message.message_id);
    this.messages.set(message.message_id, message);
    this.arrived.messages.set(message.message_id, message);
    if (known) return this.replace(message);
    if (!message.outgoing) this.showDraft(null);
    if (this.messages.size === 1) this.render();
    else this.append(message);
    if (message.outgoing || this.atBottom) this.toBottom("smooth");
    else {
      this.unseen += 1;
      this.scrolled();
    }
  }

  edit(message) {
    this.arrived.messages.set(message.message_id, message);
    if (!this.messages.has(message.message_id)) return;
    this.messages.set(message.message_id, message);
    this.replace(message);
  }

  remove(messageIds) {
    for (const messageId of messageIds) {
      this.messages.delete(messageId);
      this.arrived.messages.delete(messageId);
    }
    this.render();
  }

  element(messageId) {
    return this.list.querySelector(`[data-message-id="${messageId}"]`);
  }

  /** A live bubble with what the bot is writing; null takes it away. */
  showDraft(draft) {
    clearTimeout(this.draftTimer);
    this.arrived.draft = draft;
    if (!draft) {
      this.draft?.remove();
      this.draft = null;
      return;
    }
    if (!this.draft) {
      this.draft = h("div", { class: "message in draft last", role: "group", "aria-live": "off", "aria-label": "The bot is writing" }, h("div", { class: "bubble" }, h("div", { class: "text", dir: "auto" })));
      this.list.append(this.draft);
    }
    this.showStop(draft.canStop);
    const text = this.draft.querySelector(".text");
    text.classList.toggle("thinking", !draft.text);
    text.replaceChildren(draft.text ? richText(draft.text, draft.entities, () => {}) : "Thinking…");
    this.draftTimer = setTimeout(() => this.showDraft(null), DRAFT_MS);
    if (this.atBottom) this.toBottom();
  }

  showStop(canStop) {
    const shown = this.draft.querySelector(".stop");
    if (!canStop) shown?.remove();
    else if (!shown) this.draft.append(h("button", { class: "stop", type: "button", onclick: () => this.hooks.stop() }, icon("stop"), "Stop"));
  }

  /** The answer to a tap came: its buttons stop shimmering. */
  settle(messageId) {
    for (const key of this.element(messageId)?.querySelectorAll(".loading") ?? []) key.classList.remove("loading");
  }

  jump(messageId) {
    const element = this.element(messageId);
    element?.scrollIntoView({ block: "center", behavior: "smooth" });
    element?.classList.add("flash");
    setTimeout(() => element?.classList.remove("flash"), 1500);
  }

  toBottom(behavior = "instant") {
    this.atBottom = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
    this.unseen = 0;
    this.scrolled();
  }

  /** Only scrolling up leaves the bottom: a message that makes the list longer does not. */
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.atBottom = true;
    else if (scrollTop < this.lastTop) this.atBottom = false;
    this.lastTop = scrollTop;
    if (this.atBottom) this.unseen = 0;
    this.newer.hidden = this.atBottom;
    byId("newer-count").textContent = this.unseen || "";
  }

  render() {
    this.list.replaceChildren();
    if (this.empty && this.intro) this.list.append(this.intro());
    const ordered = [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
    for (const message of ordered) this.append(message).classList.add("still");
    if (this.draft) this.list.append(this.draft);
  }

  append(message) {
    const element = messageElement(message, this.hooks);
    const articles = this.list.querySelectorAll("article.message");
    const previous = articles[articles.length - 1];
    const day = dayOf(message.date);
    if (!previous || dayOf(previous.dataset.date) !== day) this.place(h("div", { class: "day" }, h("span", {}, day)));
    else this.join(previous, element);
    element.classList.add("last");
    const album = previous?.closest(".album");
    if (message.media_group_id && album?.dataset.album === message.media_group_id) this.intoAlbum(album, element);
    else if (message.media_group_id) {
      const group = h("div", { class: `album ${message.outgoing ? "out" : "in"}`, role: "group", "aria-label": "Album", dataset: { album: message.media_group_id } });
      this.place(group);
      this.intoAlbum(group, element);
    } else this.place(element);
    return element;
  }

  place(element) {
    if (this.draft?.isConnected) this.draft.before(element);
    else this.list.append(element);
  }

  /** Messages of one side close in time share one tail. */
  join(previous, element) {
    const close = element.dataset.date - previous.dataset.date < JOINED_SECONDS;
    if (close && previous.dataset.outgoing === element.dataset.outgoing) {
      previous.classList.remove("last");
      element.classList.add("joined");
    }
  }

  intoAlbum(album, element) {
    album.append(element);
    album.dataset.count = Math.min(album.children.length, 4);
  }

  replace(message) {
    const old = this.element(message.message_id);
    if (!old) return;
    const element = messageElement(message, this.hooks);
    for (const name of ["last", "joined"]) element.classList.toggle(name, old.classList.contains(name));
    element.classList.add("still");
    old.replaceWith(element);
    if (this.atBottom) this.toBottom();
  }
}
