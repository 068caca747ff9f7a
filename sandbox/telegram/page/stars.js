/** Payments in Stars: the pay sheet, and the list of what a person pays for. */

import { api } from "./api.js";
import { h, openDialog, showAlert, toast } from "./ui.js";

const DAY = 86400;

/** Asks the person to pay an invoice: `{ link }` or `{ messageId }`. */
export async function openPaySheet(personId, invoice) {
  const bill = await api.invoice(personId, invoice);
  const days = bill.subscriptionPeriod && bill.subscriptionPeriod / DAY;
  const { closed } = openDialog(
    h("h3", { dir: "auto" }, bill.title),
    h("p", { class: "alert-text", dir: "auto" }, bill.description),
    h("p", { class: "stars" }, days ? `⭐️ ${bill.amount} every ${days} days` : `⭐️ ${bill.amount}`),
    h(
      "div",
      { class: "actions" },
      h("button", { class: "quiet", value: "" }, "Close"),
      h("button", { value: "pay", autofocus: true }, days ? `Subscribe for ⭐️ ${bill.amount}` : `Pay ⭐️ ${bill.amount}`),
    ),
  );
  if ((await closed) !== "pay") return;
  const { problem } = await api.pay(personId, invoice);
  if (problem) showAlert("Payment failed", problem);
  else toast("Payment successful");
}

/** What the person pays for; each subscription can be cancelled, taken up again, and renewed before its time. */
export async function openPayments(personId) {
  const payments = await api.payments(personId);
  const newest = new Map(payments.map((payment) => [payment.firstChargeId, payment]));
  const rows = [...newest.values()].reverse().map((payment) => row(personId, payment));
  openDialog(
    h("h3", {}, "Stars"),
    rows.length ? h("ul", { class: "to-send" }, ...rows) : h("p", {}, "No payments yet."),
    h("div", { class: "actions" }, h("button", { value: "" }, "Close")),
  );
}

function row(personId, payment) {
  const until = payment.expires && new Date(payment.expires * 1000).toLocaleDateString();
  const state = payment.refunded ? "refunded" : until && (payment.cancelled ? `ends on ${until}` : `renews on ${until}`);
  const act = (label, action) => {
    const press = async (event) => {
      event.currentTarget.closest("dialog").close("");
      await action().catch((error) => toast(error.message));
    };
    return h("button", { type: "button", class: "aside", onclick: press }, label);
  };
  const { chargeId, cancelled } = payment;
  const running = until && !payment.refunded;
  return h(
    "li",
    {},
    h("div", { class: "about" }, h("strong", { dir: "auto" }, payment.title), h("span", {}, `⭐️ ${payment.amount}${state ? ` · ${state}` : ""}`)),
    running && act(cancelled ? "Resume" : "Cancel", () => api.cancelPayment(personId, chargeId, !cancelled)),
    running && !cancelled && act("Renew now", () => api.renewPayment(personId, chargeId)),
  );
}
