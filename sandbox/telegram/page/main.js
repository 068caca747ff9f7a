/** The page: who is chosen, what the server tells, what the person does. */

import { api, listen } from "./api.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { askLanguage, People } from "./people.js";
import { openPaySheet, openPayments } from "./stars.js";
import { byId, copy, h, openMenu, paintAvatar, showAlert, toast } from "./ui.js";

const SHIMMER_MS = 30000;
const ACTION_MS = 5500;
const ACTIONS = {
  typing: "typing",
  upload_photo: "sending a photo",
  record_voice: "recording a voice message",
  upload_voice: "sending a voice message",
  upload_document: "sending a file",
  record_video: "recording a video",
  upload_video: "sending a video",
  find_location: "choosing a location",
};

const failed = (error) => toast(error.message);
const wide = matchMedia("(min-width: 721px)");
const composer = new Composer();
const people = new People((id) => (location.hash = id));
const stop = () => api.stopDraft(current.id).catch(failed);
const log = new Log({ command: (text) => composer.say(text), tap, menu: messageMenu, stop });
const current = { id: null, bot: null, description: "", connected: true, action: null };

async function open(id) {
  const person = people.get(id);
  document.body.classList.toggle("in-chat", Boolean(person));
  byId("nobody").hidden = Boolean(person);
  document.querySelector(".chat").hidden = !person;
  people.select(person?.id ?? null);
  current.id = person?.id ?? null;
  if (!person) return;
  composer.use(person);
  log.expect();
  const [history, profile] = await Promise.all([api.messages(id), api.commands(id)]);
  if (current.id !== id) return;
  takeProfile(profile);
  log.show(history.messages, history.draft, introduction);
  composer.setReplyKeyboard(history.replyKeyboard);
  showAction(history.chatAction);
  showFoot();
  composer.focus();
}

function takeProfile({ bot, commands, description }) {
  current.bot = bot;
  current.description = description;
  byId("bot-name").textContent = bot.first_name;
  paintAvatar(byId("bot-avatar"), 5, bot.first_name);
  composer.setCommands(commands);
}

/** What an empty chat shows. */
function introduction() {
  const words = current.description || "Press START and see. Everything here stays on this computer.";
  const paragraphs = words.split("\n").filter(Boolean).map((line) => h("p", { dir: "auto" }, line));
  return h("div", { class: "introduction" }, h("h3", {}, "What can this bot do?"), ...paragraphs);
}

/** The composer, or the one button that stands in its place. */
function showFoot() {
  const person = people.get(current.id);
  if (!person) return;
  const barred = person.blocked || person.deactivated;
  byId("unblock").hidden = !person.blocked || person.deactivated;
  byId("gone").hidden = !person.deactivated;
  const starts = log.empty || payload !== "";
  byId("start").hidden = barred || !starts;
  byId("composer").hidden = barred || starts;
  if (barred) byId("reply-keyboard").hidden = true;
}

function showAction(action) {
  clearTimeout(current.timer);
  current.action = action;
  if (action) current.timer = setTimeout(() => showAction(null), ACTION_MS);
  showStatus();
}

function showStatus() {
  const status = byId("status");
  const person = people.get(current.id);
  status.classList.toggle("busy", Boolean(current.action) && current.connected);
  if (!current.connected) status.textContent = "connecting…";
  else if (current.action) status.textContent = ACTIONS[current.action] ?? "typing";
  else status.textContent = person ? `bot · you are ${person.firstName}` : "bot";
}

async function tap(message, button, element) {
  if (button.pay) return openPaySheet(current.id, { messageId: message.message_id }).catch(failed);
  if (!button.callback_data) return toast("This kind of button is not part of the stand-in.");
  element.classList.add("loading");
  setTimeout(() => element.classList.remove("loading"), SHIMMER_MS);
  try {
    await api.tap(current.id, message.message_id, button.callback_data);
  } catch (error) {
    element.classList.remove("loading");
    toast(error.message);
  }
}

function messageMenu(message, point) {
  const words = message.text ?? message.caption;
  const items = [["reply", "Reply", () => composer.reply(message)]];
  if (words) items.push(["copy", "Copy text", () => copy(words)]);
  const forward = () => api.say(current.id, { forwardMessageId: message.message_id }).catch((error) => toast(error.message));
  items.push(["forward", "Forward to bot", forward]);
  openMenu(point, items);
}

function personMenu(event) {
  const person = people.get(current.id);
  const change = (changes) => api.changePerson(person.id, changes).catch((error) => toast(error.message));
  openMenu(event.currentTarget, [
    ["globe", "Change language", async () => {
      const languageCode = await askLanguage(person);
      if (languageCode) await change({ languageCode });
    }],
    ["star", "Stars", () => openPayments(person.id).catch(failed)],
    ["block", person.blocked ? "Unblock bot" : "Block bot", () => change({ blocked: !person.blocked })],
  ]);
}

/** A link to an invoice opens the pay sheet, as it would in Telegram. */
function followInvoiceLink(event) {
  const link = event.target.closest?.("a[href]")?.href;
  if (!link?.match(/^(?:https:\/\/t\.me\/(?:\$|invoice\/)|tg:\/\/invoice\?slug=)[\w-]+$/)) return;
  event.preventDefault();
  openPaySheet(current.id, { link }).catch(failed);
}

/** What the address of this page starts the bot with, as t.me/bot?start=… does: once, and only by a tap. */
let payload = new URLSearchParams(location.search).get("start") ?? "";

function start() {
  composer.say(`/start ${payload}`.trim());
  if (payload) history.replaceState(null, "", location.pathname + location.hash);
  payload = "";
  showFoot();
}

/** A link to the bot itself starts it, as it would in Telegram. */
function followBotLink(event) {
  const target = event.target.closest?.("a[href]");
  const found = target?.href.match(/^(?:https:\/\/t\.me\/|tg:\/\/resolve\?domain=)(\w+)[?&]start=([\w-]*)$/);
  if (!found || found[1] !== current.bot?.username) return;
  event.preventDefault();
  composer.say(`/start ${found[2]}`.trim());
}

const mine = (handle) => (data) => data.personId === current.id && handle(data);
const events = {
  message: ({ personId, message }) => {
    people.said(personId, message);
    if (personId !== current.id) return;
    log.add(message);
    if (!message.outgoing) showAction(null);
    showFoot();
  },
  edited: mine(({ message }) => log.edit(message)),
  deleted: mine(({ messageIds }) => {
    log.remove(messageIds);
    showFoot();
  }),
  draft: mine(({ draft }) => log.showDraft(draft)),
  chat_action: mine(({ action }) => showAction(action)),
  keyboard: mine(({ replyKeyboard }) => composer.setReplyKeyboard(replyKeyboard)),
  callback_answer: mine(({ messageId, text, showAlert: modal, url }) => {
    log.settle(messageId);
    if (url) window.open(url, "_blank", "noopener");
    if (text && modal) showAlert(current.bot.first_name, text);
    else if (text) toast(text);
  }),
  commands: () => current.id && refreshProfile(),
  people: ({ person }) => {
    people.put(person);
    if (person.id !== current.id) return;
    composer.use(person);
    showFoot();
    showStatus();
    refreshProfile();
  },
  reset: () => people.load().then(() => open(current.id)),
  connection: (isUp) => {
    current.connected = isUp;
    showStatus();
  },
};

async function refreshProfile() {
  const { id } = current;
  const profile = await api.commands(id);
  if (current.id !== id) return;
  takeProfile(profile);
  if (log.empty) log.render();
}

const chosen = () => Number(location.hash.slice(1)) || (wide.matches ? people.first?.id : null);

addEventListener("hashchange", () => open(chosen()).catch(failed));
document.addEventListener("click", followBotLink, true);
document.addEventListener("click", followInvoiceLink, true);
byId("back").addEventListener("click", () => (location.hash = ""));
byId("person-menu").addEventListener("click", personMenu);
byId("start").addEventListener("click", start);
byId("unblock").addEventListener("click", () => api.changePerson(current.id, { blocked: false }).catch(failed));

await listen(events);
await people.load().catch(failed);
await open(chosen()).catch(failed);
