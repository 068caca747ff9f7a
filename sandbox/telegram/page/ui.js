/** Small helpers for elements, toasts, dialogs and menus. Text only ever enters the page as text nodes. */

/** An element with attributes, properties (`on…`, `dataset`) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

const ICONS = {
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.01",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  voice: "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3ZM6 11.500a6 6 0 0 0 12 0M12 17.500V21",
  pin: "M12 21s7-6.200 7-11.500a7 7 0 0 0-14 0C5 14.800 12 21 12 21ZM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  reply: "M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6",
  forward: "m14 6 6 6-6 6M20 12H10a6 6 0 0 0-6 6",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.700 5.700l12.600 12.600",
  close: "m6 6 12 12M18 6 6 18",
  link: "M8 16 17 7M10 7h7v7",
  check: "m3 13 4 4L16 8M11 16l1 1 9-9",
  globe: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c5 5 5 13 0 18-5-5-5-13 0-18Z",
  music: "M9 18V6l10-2v11M9 18a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0ZM19 15a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0Z",
  film: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM10 8.500v7l5.500-3.500Z",
  stop: "M7 7h10v10H7z",
  star: "m12 3 2.700 5.700 6.300.800-4.600 4.300 1.200 6.200-5.600-3.100L6.400 20l1.200-6.200L3 9.500l6.300-.800Z",
  edit: "m4 20 1-5L16 4l4 4L9 19Z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function toast(text) {
  const element = h("div", { class: "toast" }, text);
  byId("toasts").append(element);
  setTimeout(() => element.remove(), 3500);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { class: "offscreen" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast("Copied to clipboard");
}

/** A modal that is gone when closed. Resolves to the value of the button that closed it. */
export function openDialog(...children) {
  const dialog = h("dialog", {}, h("form", { method: "dialog" }, ...children));
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(""));
  const closed = new Promise((resolve) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    }),
  );
  dialog.showModal();
  return { dialog, closed };
}

/** The last line of a dialog. Enter presses `label`, never Cancel. */
export function dialogActions(label, value) {
  return h("div", { class: "actions" }, closer("", { class: "quiet" }, "Cancel"), h("button", { value }, label));
}

/** A button that closes its dialog with a value, without being what Enter presses. */
export function closer(value, attributes, ...children) {
  const close = (event) => event.currentTarget.closest("dialog").close(value);
  return h("button", { type: "button", onclick: close, ...attributes }, ...children);
}

export function showAlert(title, text) {
  openDialog(
    h("h3", {}, title),
    h("p", { class: "alert-text", dir: "auto" }, text),
    h("div", { class: "actions" }, h("button", { value: "ok", autofocus: true }, "OK")),
  );
}

let openedMenu = null;

/** A menu of `[icon, label, action]` near a point or an element. */
export function openMenu(place, items) {
  openedMenu?.remove();
  const menu = h("div", { class: "menu", role: "menu" });
  for (const [iconName, label, action] of items) {
    const choose = () => {
      menu.remove();
      action();
    };
    menu.append(h("button", { role: "menuitem", type: "button", onclick: choose }, icon(iconName), label));
  }
  document.body.append(menu);
  openedMenu = menu;
  const box = place instanceof Element ? place.getBoundingClientRect() : null;
  const [width, height] = [menu.offsetWidth, menu.offsetHeight];
  const x = box ? box.right - width : place.x;
  const y = box ? (box.top > innerHeight / 2 ? box.top - height - 8 : box.bottom + 4) : place.y;
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
  menu.querySelector("button").focus({ preventScroll: true });
}

document.addEventListener("pointerdown", (event) => {
  if (openedMenu && !openedMenu.contains(event.target)) openedMenu.remove();
});
document.addEventListener("keydown", (event) => {
  if (!openedMenu?.isConnected) return;
  const items = [...openedMenu.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") openedMenu.remove();
  if (!step) return;
  event.preventDefault();
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
});

const GRADIENTS = ["#ff885e,#ff516a", "#ffcd6a,#ffa85c", "#82b1ff,#665fff", "#a0de7e,#54cb68", "#53edd6,#28c9b7", "#72d5fd,#2a9ef1", "#e0a2f3,#d669ed"];

/** Paints a round picture with initials, in one of the colours. */
export function paintAvatar(element, colour, name) {
  const [from, to] = GRADIENTS[colour % GRADIENTS.length].split(",");
  element.style.background = `linear-gradient(${from}, ${to})`;
  element.textContent = [...name.trim()].length ? name.trim().split(/\s+/).slice(0, 2).map((word) => [...word][0]).join("").toUpperCase() : "?";
}

export const timeOf = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

export function dayOf(seconds) {
  const date = new Date(seconds * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString([], { day: "numeric", month: "long", year });
}

export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
