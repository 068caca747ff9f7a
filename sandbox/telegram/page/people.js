/** The list of people on the left, and the dialog that makes a new one. */

import { api } from "./api.js";
import { summary } from "./message.js";
import { byId, dayOf, dialogActions, h, icon, openDialog, paintAvatar, timeOf, toast } from "./ui.js";

const LANGUAGES = [
  ["en", "English"],
  ["es", "Español"],
  ["pt-br", "Português (Brasil)"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["ru", "Русский"],
  ["uk", "Українська"],
  ["it", "Italiano"],
  ["ja", "日本語"],
];

export class People {
  constructor(choose) {
    this.choose = choose;
    this.people = new Map();
    this.unread = new Map();
    this.list = byId("people");
    byId("new-person").addEventListener("click", () => this.ask());
  }

  async load() {
    this.people = new Map((await api.people()).map((person) => [person.id, person]));
    this.render();
  }

  get(id) {
    return this.people.get(id);
  }

  get first() {
    return this.people.values().next().value;
  }

  put(person) {
    this.people.set(person.id, { ...this.people.get(person.id), ...person });
    this.render();
  }

  select(id) {
    this.selected = id;
    this.unread.delete(id);
    this.render();
  }

  /** Something was said in a chat. */
  said(id, message) {
    const person = this.people.get(id);
    if (!person) return;
    person.lastMessage = message;
    if (id !== this.selected && !message.outgoing) this.unread.set(id, (this.unread.get(id) ?? 0) + 1);
    const place = [...this.people.keys()].indexOf(id);
    this.list.children[place]?.replaceWith(this.row(person, place));
    this.showUnread();
  }

  render() {
    this.list.replaceChildren(...[...this.people.values()].map((person, place) => this.row(person, place)));
    this.showUnread();
  }

  showUnread() {
    const unread = [...this.unread.values()].reduce((sum, count) => sum + count, 0);
    document.title = `${unread ? `(${unread}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
  }

  row(person, place) {
    const avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    paintAvatar(avatar, place, person.firstName);
    const name = [person.firstName, person.lastName].filter(Boolean).join(" ");
    const last = person.lastMessage;
    const count = this.unread.get(person.id);
    return h(
      "button",
      { class: "person", type: "button", dataset: { personId: person.id }, "aria-current": person.id === this.selected ? "true" : null, onclick: () => this.choose(person.id) },
      avatar,
      h(
        "span",
        { class: "about" },
        h("span", { class: "line" }, h("strong", { dir: "auto" }, name), person.languageCode && h("span", { class: "language" }, person.languageCode), h("time", {}, last ? whenOf(last.date) : "")),
        h("span", { class: "line" }, h("span", { class: "summary", dir: "auto" }, last ? `${last.outgoing ? "You: " : ""}${summary(last)}` : "No messages yet"), person.blocked ? h("span", { class: "blocked", title: "Blocked the bot" }, icon("block")) : null, count ? h("span", { class: "badge", "aria-label": `${count} unread` }, count) : null),
      ),
    );
  }

  async ask() {
    const name = h("input", { type: "text", required: true, maxlength: 64, placeholder: "Name", "aria-label": "Name", autofocus: true, autocomplete: "off" });
    const language = h("select", { "aria-label": "Language" }, ...LANGUAGES.map(([code, words]) => h("option", { value: code }, words)));
    const { closed } = openDialog(
      h("h3", {}, "New person"),
      h("p", { class: "quiet" }, "Someone else who can talk to the bot, with an account of their own."),
      name,
      language,
      dialogActions("Create", "add"),
    );
    if ((await closed) !== "add") return;
    try {
      const person = await api.addPerson({ firstName: name.value.trim(), languageCode: language.value });
      this.put(person);
      this.choose(person.id);
    } catch (error) {
      toast(error.message);
    }
  }
}

function whenOf(seconds) {
  const day = dayOf(seconds);
  return day === "Today" ? timeOf(seconds) : day === "Yesterday" ? day : new Date(seconds * 1000).toLocaleDateString([], { day: "numeric", month: "short" });
}

/** Asks for the language a person's Telegram speaks. */
export async function askLanguage(person) {
  const language = h("select", { "aria-label": "Language" }, ...LANGUAGES.map(([code, words]) => h("option", { value: code, selected: code === person.languageCode }, words)));
  const { closed } = openDialog(
    h("h3", {}, `${person.firstName}'s language`),
    h("p", { class: "quiet" }, "What Telegram tells the bot, from the next message on."),
    language,
    dialogActions("Save", "keep"),
  );
  return (await closed) === "keep" ? language.value : null;
}
