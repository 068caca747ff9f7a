"""What all pages of the stand-in have in common: plain HTML, no script, nothing fetched."""

from html import escape

from aiohttp import web

from sandbox.stripe.errors import Json

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
STYLE = """
:root { color-scheme: light dark; --text: #1a1f36; --soft: #697386; --line: #e3e8ee; --page: #f6f8fa;
  --card: #fff; --accent: #0570de; --bad: #b3093c; --good: #006908; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f2f5; --soft: #9aa4b2; --line: #333a46;
  --page: #14171c; --card: #1d2128; --accent: #4a9dff; --bad: #ff7a9c; --good: #7ddf86; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
main { max-width: 30rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.wide { max-width: 60rem; }
.note { color: var(--soft); font-size: .875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem;
  margin: 1rem 0; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; margin: 0 0 .25rem; } h2 { font-size: 1rem; margin: 0 0 .5rem; }
.sum { font-size: 2rem; font-weight: 600; margin: 0; } details { margin-top: .75rem; }
.bad { color: var(--bad); } .good { color: var(--good); }
label { display: block; margin: .75rem 0; }
input, select { display: block; width: 100%; margin-top: .25rem; padding: .6rem; font: inherit;
  color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: .5rem; }
button { width: 100%; padding: .7rem; margin-top: .5rem; font: inherit; font-weight: 600; color: #fff;
  background: var(--accent); border: 0; border-radius: .5rem; cursor: pointer; }
button.plain { color: var(--accent); background: none; border: 1px solid var(--line); }
a { color: var(--accent); } ul { padding-left: 1.2rem; }
table { width: 100%; border-collapse: collapse; } td { padding: .35rem 0; border-top: 1px solid var(--line);
  vertical-align: top; } td:last-child { text-align: right; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; } .row form { flex: 1 1 9rem; }
"""
CARDS = """<details class="note"><summary>Test cards</summary><ul>
<li>4242 4242 4242 4242 pays</li><li>4000 0000 0000 9995 has no money</li>
<li>4000 0027 6000 3155 asks who you are</li><li>4000 0000 0000 0341 pays nothing later</li></ul></details>"""


def page(title: str, body: str, *, status: int = 200, wide: bool = False) -> web.Response:
    """`body` is HTML in which everything foreign is escaped already."""
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main{' class=wide' if wide else ''}>"
        f'<p class="note">A sandbox: no real money moves here.</p>{body}</main></body></html>'
    )
    headers = {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
    }
    return web.Response(text=text, status=status, content_type="text/html", headers=headers)


def money(cents: int, currency: str) -> str:
    sign = "-" if cents < 0 else ""
    amount = f"{abs(cents) // 100}.{abs(cents) % 100:02}"
    return f"{sign}${amount}" if currency == "usd" else f"{sign}{amount} {escape(currency.upper())}"


def every(price: Json) -> str:
    """`$19.00 / month`, escaped."""
    recurring = price["recurring"]
    count = recurring["interval_count"]
    rhythm = recurring["interval"] if count == 1 else f"{count} {recurring['interval']}s"
    return f"{money(price['unit_amount'], price['currency'])} / {escape(rhythm)}"


def card_fields() -> str:
    return (
        '<label>Card number<input name="number" inputmode="numeric" autocomplete="cc-number" required'
        ' placeholder="4242 4242 4242 4242" maxlength="23"></label>'
        '<label>Expiry<input name="expiry" placeholder="12 / 40" autocomplete="cc-exp"></label>'
        '<label>CVC<input name="cvc" inputmode="numeric" placeholder="123" autocomplete="cc-csc"></label>'
    )


def asking(action: str) -> str:
    """The bank asks who is paying; `action` is the address that takes the answer."""
    return (
        '<section class="card"><h1>Your bank asks</h1><p>Are you the one who is paying?</p>'
        f'<form method="post" action="{escape(action)}">'
        '<button name="answer" value="complete">Complete</button>'
        '<button class="plain" name="answer" value="fail">Fail</button></form></section>'
    )


def gone(words: str, status: int = 404) -> web.Response:
    return page("Not here", f'<section class="card"><h1>{escape(words)}</h1></section>', status=status)


def instead(response: web.Response) -> web.HTTPException:
    """The page as something to raise."""
    kinds = {404: web.HTTPNotFound, 409: web.HTTPConflict, 410: web.HTTPGone}
    headers = {key: value for key, value in response.headers.items() if key != "Content-Type"}
    return kinds[response.status](text=response.text, content_type="text/html", headers=headers)


def number_of(text: str) -> str:
    """A card number as it was typed, without what people put between the digits."""
    return "".join(character for character in text if character.isdigit())
