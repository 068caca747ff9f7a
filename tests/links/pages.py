"""Pages as people link to them."""

PARAGRAPHS = (
    "When the bakery on Mill Street closed in March, nobody expected the queue to come back. It did, eleven "
    "weeks later, for a shop with half the floor space and a quarter of the menu.",
    "Rosa Lindqvist, who had run the old place for nineteen years, says that she simply wrote down what she "
    "had thrown away every evening. The list was longer than the list of what she had sold.",
    "So the new shop bakes four breads. They are ready at seven, at eleven and at four, and a board in the "
    "window says what is left. Customers photograph the board and send it to each other.",
    "Turnover is down by a fifth, she admits, but the ovens run six hours instead of fourteen, and the waste "
    "fits in one bucket. For the first time in years there was money left at the end of the summer.",
)
RUSSIAN = (
    "Когда весной закрылась пекарня на Мельничной улице, никто не ждал, что очередь вернётся. Она вернулась "
    "через одиннадцать недель, в лавку вдвое меньше прежней.",
    "Хозяйка рассказывает, что просто записывала всё, что выбрасывала по вечерам. Список оказался длиннее, "
    "чем список проданного.",
)
JAPANESE = (
    "三月に水車通りのパン屋が閉店したとき、行列が戻ってくるとは誰も思わなかった。ところが十一週間後、半分の広さの店に行列は戻ってきた。",
    "店主は毎晩捨てたものを書き留めただけだと話す。その一覧は、売れたものの一覧よりも長かった。",
)
GERMAN = (
    "Als die Bäckerei in der Mühlstraße im März schloß, rechnete niemand damit, daß die Schlange zurückkäme. "
    "Sie kam elf Wochen später, vor einem Laden von halber Größe.",
    "Die Besitzerin sagt, sie habe bloß aufgeschrieben, was sie abends wegwarf. Die Liste war länger als "
    "die der verkauften Brötchen.",
)
HEBREW = (
    "כשהמאפייה ברחוב הטחנה נסגרה במרץ, איש לא ציפה שהתור יחזור. הוא חזר אחרי אחד עשר שבועות, לחנות שגודלה "
    "מחצית מן הקודמת.",
    "בעלת המקום מספרת שפשוט רשמה בכל ערב את מה שהשליכה. הרשימה הייתה ארוכה מרשימת המכירות.",
)


def article(
    paragraphs: tuple[str, ...] = PARAGRAPHS, *, head: str = "", attributes: str = 'lang="en"'
) -> str:
    """A page of a newspaper, with everything that stands around an article."""
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html {attributes}><head>{head}
<title>The bakery that sells less | The Mill Gazette</title>
<meta property="og:title" content="The bakery that sells less">
<meta property="og:site_name" content="The Mill Gazette">
<script>window.dataLayer = window.dataLayer || []; track("{"x" * 200}");</script>
<style>.teaser {{ color: red }}</style></head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to improve your experience. <button>Accept</button></p></div>
<main><article><h1>The bakery that sells less</h1>
{text}
</article></main>
<aside class="related"><h2>Read next</h2><a href="/a">Ten chairs you will love</a></aside>
<footer><p>The Mill Gazette. All rights reserved.</p></footer>
</body></html>"""


COOKIE_WALL = """<!DOCTYPE html><html lang="en"><head><title>The Mill Gazette</title></head><body>
<div id="overlay"><h2>We value your privacy</h2>
<p>We and our 842 partners store and access information on a device, such as cookies, and process personal
data. With your permission we may use precise geolocation data.</p>
<button>Accept all</button><button>Manage options</button></div>
<div id="root"></div><script src="/app.js"></script></body></html>"""

APP_SHELL = """<!DOCTYPE html><html><head><title>App</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript.</noscript><script src="/app.js"></script></body></html>"""

HEAVY = "<html><body><article><p>" + "<b>l</b> " * 200_000 + "</p></article></body></html>"
"""Keeps the library busy for minutes."""
