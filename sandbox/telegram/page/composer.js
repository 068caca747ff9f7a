/** Where the person writes: text, commands, replies, files, places, and the bot's own keyboard. */

import { api } from "./api.js";
import { summary } from "./message.js";
import { askForward, askSpeech } from "./sources.js";
import { byId, closer, dialogActions, h, icon, openDialog, openMenu, sizeOf, toast } from "./ui.js";

const CITIES = [
  ["Madrid", 40.4168, -3.7038],
  ["London", 51.5072, -0.1276],
  ["Berlin", 52.52, 13.405],
  ["Kyiv", 50.4501, 30.5234],
  ["New York", 40.7128, -74.006],
  ["São Paulo", -23.5505, -46.6333],
  ["Los Angeles", 34.0522, -118.2437],
  ["Tokyo", 35.6762, 139.6503],
];

const WHAT = { voice: "a voice message", video_note: "a video message", audio: "music" };
const MOST_IN_ALBUM = 10;

export class Composer {
  constructor() {
    this.text = byId("text");
    this.form = byId("composer");
    this.suggestions = byId("suggestions");
    this.files = byId("files");
    this.unsent = new Map();
    this.commands = [];
    this.chosen = 0;
    this.wire();
  }

  /** The person who writes from now on. */
  use(person) {
    if (this.person && this.person.id !== person.id) {
      this.unsent.set(this.person.id, this.text.value);
      this.text.value = this.unsent.get(person.id) ?? "";
      this.reply(null);
    }
    this.person = person;
    this.typed();
  }

  setCommands(commands) {
    this.commands = commands;
    byId("commands-button").hidden = commands.length === 0;
    this.suggest();
  }

  focus() {
    if (matchMedia("(pointer: fine)").matches) this.text.focus({ preventScroll: true });
  }

  /** Answer a message; null takes the quote away. */
  reply(message) {
    this.replyTo = message?.message_id ?? null;
    const quote = byId("quote");
    quote.hidden = !message;
    if (!message) return;
    const drop = h("button", { class: "icon", type: "button", "aria-label": "Do not reply", onclick: () => this.reply(null) }, icon("close"));
    quote.replaceChildren(icon("reply"), h("div", {}, h("strong", {}, message.from.first_name), h("span", { dir: "auto" }, summary(message))), drop);
    this.text.focus();
  }

  /** Sends text at once, past the text field. */
  async say(text) {
    const { id } = this.person;
    try {
      await api.say(id, { text });
    } catch (error) {
      toast(error.message);
    }
  }

  setReplyKeyboard(keyboard) {
    const area = byId("reply-keyboard");
    const toggle = byId("keyboard-button");
    const rows = keyboard?.keyboard ?? [];
    area.hidden = toggle.hidden = rows.length === 0;
    this.text.placeholder = keyboard?.input_field_placeholder || "Message";
    area.replaceChildren(
      ...rows.map((row) => h("div", { class: "row" }, ...row.map((button) => this.replyButton(button)))),
    );
  }

  replyButton(button) {
    const press = () => {
      if (button.request_location) this.shareLocation();
      else if (button.request_contact) toast("Contacts are not part of this stand-in.");
      else this.say(button.text);
    };
    return h("button", { class: "key", type: "button", onclick: press }, button.request_location ? icon("pin") : null, button.text);
  }

  wire() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) {
        event.preventDefault();
        this.sendFiles([...event.clipboardData.files]);
      }
    });
    byId("commands-button").addEventListener("click", () => this.toggleCommands());
    byId("keyboard-button").addEventListener("click", () => {
      byId("reply-keyboard").hidden = !byId("reply-keyboard").hidden;
    });
    byId("attach").addEventListener("click", (event) => this.attach(event.currentTarget));
    this.files.addEventListener("change", () => this.sendFiles([...this.files.files], this.kind));
    document.addEventListener("pointerdown", (event) => {
      if (!event.target.closest("#suggestions, #commands-button, #text")) this.hideSuggestions();
    });
    this.wireDrop();
  }

  wireDrop() {
    const chat = document.querySelector(".chat");
    const drop = byId("drop");
    const carriesFiles = (event) => event.dataTransfer.types.includes("Files");
    chat.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      drop.hidden = false;
    });
    chat.addEventListener("dragleave", (event) => {
      if (!chat.contains(event.relatedTarget)) drop.hidden = true;
    });
    chat.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      drop.hidden = true;
      this.sendFiles([...event.dataTransfer.files]);
    });
  }

  key(event) {
    const visible = !this.suggestions.hidden;
    if (visible && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (visible && (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && this.exact() === false))) {
      event.preventDefault();
      this.suggestions.children[this.chosen]?.click();
    } else if (event.key === "Escape") {
      this.hideSuggestions();
      this.reply(null);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  typed() {
    this.text.style.height = "auto";
    // Hidden, the field has no height to measure, and would stay without one.
    const height = Math.min(this.text.scrollHeight, innerHeight * 0.4);
    if (height > 0) this.text.style.height = `${height}px`;
    this.form.classList.toggle("filled", this.text.value.trim() !== "");
    this.suggest();
  }

  async submit() {
    const text = this.text.value;
    if (!text.trim()) return;
    const body = { text };
    if (this.replyTo) body.replyTo = this.replyTo;
    this.text.value = "";
    this.reply(null);
    this.typed();
    try {
      await api.say(this.person.id, body);
    } catch (error) {
      toast(error.message);
      if (!this.text.value) this.text.value = text;
      this.typed();
    }
  }

  suggest() {
    const typed = this.text.value.match(/^\/(\w*)$/);
    if (!typed) return this.hideSuggestions();
    this.offer(this.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())));
  }

  exact() {
    return this.commands.some(({ command }) => `/${command}` === this.text.value);
  }

  offer(commands) {
    const rows = commands.map(({ command, description }) => {
      const send = () => {
        this.hideSuggestions();
        if (this.text.value.startsWith("/")) this.text.value = "";
        this.typed();
        this.say(`/${command}`);
      };
      return h("button", { type: "button", role: "option", onclick: send }, h("strong", {}, `/${command}`), h("span", {}, description));
    });
    this.suggestions.replaceChildren(...rows);
    this.suggestions.hidden = rows.length === 0;
    byId("commands-button").setAttribute("aria-expanded", rows.length > 0);
    if (rows.length) this.choose(0);
  }

  choose(index) {
    const rows = [...this.suggestions.children];
    this.chosen = (index + rows.length) % rows.length;
    rows.forEach((row, at) => row.setAttribute("aria-selected", at === this.chosen));
    rows[this.chosen].scrollIntoView({ block: "nearest" });
  }

  toggleCommands() {
    if (this.suggestions.hidden) this.offer(this.commands);
    else this.hideSuggestions();
  }

  hideSuggestions() {
    this.suggestions.hidden = true;
    byId("commands-button").setAttribute("aria-expanded", "false");
  }

  attach(button) {
    const pick = (kind, accept) => () => {
      this.kind = kind;
      this.files.accept = accept;
      this.files.value = "";
      this.files.click();
    };
    openMenu(button, [
      ["photo", "Photo or video", pick(null, "image/*,video/*")],
      ["file", "File", pick("document", "")],
      ["music", "Music", pick("audio", "audio/*")],
      ["voice", "Voice message", () => this.sendVoice(pick("voice", "audio/*"))],
      ["film", "Video message", pick("video_note", "video/*")],
      ["forward", "Forward from elsewhere", () => this.forward()],
      ["pin", "Share location", () => this.shareLocation()],
    ]);
  }

  /** Words that the sandbox's voice speaks, or a recording, which `pick` asks for. */
  async sendVoice(pick) {
    const answer = await askSpeech();
    if (answer?.recording) pick();
    else if (answer) await this.attempt(() => api.say(this.person.id, { speech: { words: answer.words } }));
  }

  async forward() {
    const forwarded = await askForward();
    if (!forwarded) return;
    const { forwardFrom, text, file } = forwarded;
    const { id } = this.person;
    if (file) await this.attempt(() => api.sendFiles(id, [file], { caption: text, forwardFrom }));
    else await this.attempt(() => api.say(id, { text, forwardFrom }));
  }

  /** Does it, or says why not. */
  async attempt(action) {
    try {
      await action();
    } catch (error) {
      toast(error.message);
    }
  }

  async sendFiles(files, kind = null) {
    if (!files.length) return;
    const caption = h("input", { type: "text", placeholder: "Add a caption…", "aria-label": "Caption", maxlength: 1024, autofocus: true });
    const asFile = h("input", { type: "checkbox", checked: kind === "document" });
    const list = h("ul", { class: "to-send" }, ...files.map(fileRow));
    const visible = files.some((file) => /^(image|video|audio)\//.test(file.type));
    const choice = visible && (kind === null || kind === "document") ? h("label", { class: "check" }, asFile, "Send as a file") : null;
    const { closed } = openDialog(
      h("h3", {}, files.length === 1 ? `Send ${WHAT[kind] ?? "a file"}` : `Send ${files.length} files`),
      list,
      caption,
      choice,
      dialogActions("Send", "send"),
    );
    if ((await closed) !== "send") return;
    const sentAs = asFile.checked ? "document" : kind === "document" ? null : kind;
    for (const [index, album] of albumsOf(files, sentAs).entries()) {
      const words = index === 0 ? caption.value : "";
      await this.attempt(() => api.sendFiles(this.person.id, album, { kind: sentAs, caption: words }));
    }
  }

  async shareLocation() {
    const latitude = h("input", { type: "number", step: "any", min: -90, max: 90, placeholder: "Latitude", "aria-label": "Latitude" });
    const longitude = h("input", { type: "number", step: "any", min: -180, max: 180, placeholder: "Longitude", "aria-label": "Longitude" });
    const cities = CITIES.map(([name, ...place]) => closer(place.join(), { class: "city" }, icon("pin"), name));
    const { closed } = openDialog(
      h("h3", {}, "Share location"),
      h("div", { class: "cities" }, ...cities),
      h("div", { class: "pair" }, latitude, longitude),
      dialogActions("Send", "typed"),
    );
    const answer = await closed;
    if (!answer) return;
    const [lat, lon] = (answer === "typed" ? `${latitude.value},${longitude.value}` : answer).split(",");
    if (lat === "" || lon === "") return toast("Give both coordinates, or choose a city.");
    try {
      await api.say(this.person.id, { location: { latitude: Number(lat), longitude: Number(lon) } });
    } catch (error) {
      toast(error.message);
    }
  }
}

/** Files that may stand together go as one album of at most ten; voice and video messages always go alone. */
function albumsOf(files, kind) {
  const alone = kind === "voice" || kind === "video_note";
  const albums = [];
  for (const file of files) {
    const sort = sortOf(file, kind);
    const last = albums.at(-1);
    if (!alone && last?.sort === sort && last.files.length < MOST_IN_ALBUM) last.files.push(file);
    else albums.push({ sort, files: [file] });
  }
  return albums.map((album) => album.files);
}

/** What an app would make of the file: only the same sort mixes in an album. */
function sortOf(file, kind) {
  if (kind) return kind;
  if (/^image\/(gif|svg)/.test(file.type)) return "document";
  return { image: "visual", video: "visual", audio: "audio" }[file.type.split("/")[0]] ?? "document";
}

function fileRow(file) {
  const row = h("li", {});
  if (file.type.startsWith("image/")) {
    const address = URL.createObjectURL(file);
    row.append(h("img", { src: address, alt: "", onload: () => URL.revokeObjectURL(address) }));
  } else row.append(h("span", { class: "tile" }, icon("file")));
  row.append(h("span", { class: "about" }, h("strong", { dir: "auto" }, file.name), h("span", {}, sizeOf(file.size))));
  return row;
}
