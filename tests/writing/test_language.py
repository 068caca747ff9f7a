"""In which language a text is, where that is certain; and no verdict at all where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.writing.language import is_surely_not, language_of, primary_of

POSTS = {
    "en": "We moved our onboarding emails from five to two last quarter, and activation rose by 40%.",
    "es": "Preguntamos a doce clientes qué recordaban. Casi todos nombraron una sola pantalla.",
    "pt": "Passamos de cinco e-mails de boas-vindas para dois e a ativação subiu 40%. Mostre o resultado.",
    "de": "Zwölf Kunden haben uns erzählt, woran sie sich erinnern. Fast alle nannten einen Bildschirm.",
    "fr": "Nous sommes passés de cinq e-mails d'accueil à deux. Montrez d'abord le résultat.",
    "it": "Siamo passati da cinque email di benvenuto a due e l'attivazione è salita del 40%.",
    "nl": "We gingen van vijf welkomstmails naar twee. Laat eerst het resultaat zien.",
    "pl": "Z pięciu maili powitalnych zostały dwa, a aktywacja wzrosła o 40%. Najpierw pokaż wynik.",
    "tr": "Beş karşılama e-postasını ikiye indirdik ve etkinleştirme %40 arttı. Önce sonucu gösterin.",
    "ru": "Мы сократили приветственные письма с пяти до двух. Сначала покажите результат.",
    "uk": "Ми скоротили вітальні листи з п'яти до двох. Спочатку покажіть результат.",
    "ar": "خفضنا رسائل الترحيب من خمس إلى اثنتين، وارتفع التفعيل بنسبة أربعين في المئة. اعرض النتيجة أولا.",
    "hi": "हमने स्वागत ईमेल पाँच से घटाकर दो कर दिए और सक्रियता चालीस प्रतिशत बढ़ गई। पहले परिणाम दिखाइए।",
    "zh": "我们把欢迎邮件从五封减到两封，激活率提高了百分之四十。先展示结果，再解释原因。",
    "ja": "ウェルカムメールを五通から二通に減らしたところ、利用開始率が四割上がりました。",
    "ko": "환영 이메일을 다섯 통에서 두 통으로 줄였더니 활성화가 40% 늘었습니다. 결과부터 보여 주세요.",
}
UNCLEAR = [
    ("de", "Neu: Postaify 2.0! Features: Analytics, Scheduling, AI Captions, Dark Mode. Jetzt testen!"),
    ("de", "„Move fast and break things“ war gestern. Today it is about trust, sagt Mark."),
    ("es", "Webinar: Growth Marketing for SaaS Startups. Inscríbete ya."),
    ("fr", "Team building, feedback, brainstorming, burn-out : on parle franglais toute la journée."),
    ("ru", "Наш стек: Python, PostgreSQL, Redis, Docker, Kubernetes. Ищем backend developer."),
    ("uk", "Python PostgreSQL Redis Docker Kubernetes AWS GitHub Actions, і це все."),
    ("en", "Kindergarten, Schadenfreude, Zeitgeist, Weltanschauung: German words we love."),
    ("en", "Les Misérables, La Vie en rose, Le Petit Prince: my French playlist."),
    ("it", "Smart working, call, meeting, deadline, briefing, feedback: la mia giornata."),
    ("hi", "Hum ne welcome emails kam kar diye aur activation badh gaya, pehle result dikhao dosto."),
    ("sr", "Smanjili smo poruke dobrodošlice sa pet na dve i aktivacija je porasla za četrdeset odsto."),
    ("en", "Acme Widget Pro Max Ultra 3000 XL Turbo Diesel Sedan Berlin München Hamburg Köln"),
    ("no", "Vi gik fra fem velkomstmails til to, og aktiveringen steg med 40 %. Vis resultatet først."),
    ("sk", "Z pěti uvítacích e-mailů jsme udělali dva a aktivace vzrostla o 40 %."),
    ("en", "Sie fragte nur: „Where is my data?“ And then it hit us: that is what people want to see first."),
]


@pytest.mark.parametrize("language", POSTS)
def test_a_plain_post_has_one_language_and_no_other(language: str) -> None:
    assert language_of(POSTS[language]) == language
    assert {other for other in POSTS if is_surely_not(POSTS[language], other)} == set(POSTS) - {language}


@pytest.mark.parametrize(("language", "post"), UNCLEAR)
def test_what_is_mixed_or_nearly_alike_passes(language: str, post: str) -> None:
    assert not is_surely_not(post, language)


@pytest.mark.parametrize(
    "post",
    ["", "Ja!", "Gratis!", "Das ist gut.", "#growth #startup #product #marketing #founder", "🎉🎉🎉", "42 %"],
)
def test_a_few_words_prove_nothing(post: str) -> None:
    assert language_of(post) is None
    assert not is_surely_not(post, "ru")


def test_links_names_and_hashtags_do_not_count() -> None:
    post = f"{POSTS['ru']}\n\nhttps://example.com/how-we-moved-our-onboarding #onboarding @growth_marketing"
    assert language_of(post) == "ru"
    assert is_surely_not(post, "en")


def test_one_sentence_in_the_language_is_enough() -> None:
    assert is_surely_not(POSTS["de"], "en")
    assert not is_surely_not(f"{POSTS['de']} {POSTS['de']}\n{POSTS['en']}", "en")


def test_a_long_source_has_a_language_only_if_it_has_it_throughout() -> None:
    english, german = f"{POSTS['en']} " * 1000, f"{POSTS['de']} " * 1000
    assert language_of(english) == "en"
    assert language_of(english + german) is None
    assert language_of(german[: len(german) // 3] + english) is None


@pytest.mark.parametrize(
    ("tag", "primary"),
    [
        ("pt-BR", "pt"),
        ("EN", "en"),
        ("zh-Hant-TW", "zh"),
        ("nb", "no"),
        ("tlh", None),
        ("", None),
        (None, None),
        ("../etc", None),
    ],
)
def test_tags(tag: str | None, primary: str | None) -> None:
    assert primary_of(tag) == primary


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_any_text_gets_a_verdict_without_trouble(text: str) -> None:
    found = language_of(text)
    assert found is None or primary_of(found) == found
    assert not (found and is_surely_not(text, found))
