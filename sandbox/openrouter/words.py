"""What the demo writer says around a source, and how it tells a language. No model wrote these phrases."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Of one language. `openers` by style, then those for all; `closings` end a post."""

    stop: frozenset[str]
    openers: dict[str, tuple[str, ...]]
    closings: tuple[str, ...]

    def openers_for(self, style: str) -> tuple[str, ...]:
        return self.openers.get(style, ()) + self.openers[ANY]


ANY = "any"


def words_in(language: str) -> Words:
    """The words of a language tag (`pt-BR` is `pt`); English where the demo does not speak it."""
    return _SPOKEN.get(language.split("-")[0].lower(), _SPOKEN["en"])


def language_of(tokens: list[str]) -> str:
    """The language whose commonest words occur most in the first 2,000 tokens; English when in doubt."""
    sample = tokens[:2000]
    hits = {language: sum(token in words.stop for token in sample) for language, words in _SPOKEN.items()}
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] else _by_letters("".join(sample))


def _by_letters(letters: str) -> str:
    if set(letters) & set("іїєґ"):
        return "uk"
    return "ru" if any("а" <= letter <= "я" for letter in letters) else "en"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SPOKEN = {
    "en": Words(
        stop=_set(
            "a about after all also am an and any are as at be because been before but by can could "
            "did do does don't for from get go had has have he her him his how i if in into is it "
            "it's its just like me more most my no not now of on one only or our out over she so some "
            "than that that's the their them then there these they this to up us was we were what "
            "when which who why will with would you your themselves first never ever very"
        ),
        openers={
            "professional": (
                "A key point:",
                "What the evidence says:",
                "One for the planning meeting:",
                "Worth a closer look:",
            ),
            "casual": (
                "So, here's the thing:",
                "Honestly:",
                "I keep coming back to this:",
                "Okay, quick one:",
            ),
            "witty": (
                "Plot twist:",
                "Filed under “obvious afterwards”:",
                "Spoiler:",
                "Breaking news, sort of:",
            ),
            ANY: (
                "Worth remembering:",
                "In short:",
                "A thought to keep:",
                "Here is what stands out:",
                "Read this twice:",
                "Today's note:",
            ),
        },
        closings=(
            "What would you add?",
            "How does this look from where you stand?",
            "Worth saving for later.",
            "Who needs to hear this today?",
            "Agree, or not at all?",
            "Try it this week and see what changes.",
            "Have you seen the same?",
            "Tell us your version.",
            "Pass it on to somebody who asked.",
            "Which part matters most to you?",
        ),
    ),
    "es": Words(
        stop=_set(
            "a al algo ante antes aunque como con contra cuando de del desde donde dos el ella ellos "
            "en entre era es esa ese eso esta este esto está fue ha hay la las le les lo los me mi "
            "mientras muy más nada ni no nos nosotros o para pero poco por porque que quien qué se "
            "sea ser si sin sobre son su sus también tan te tiene todo tu un una uno y ya yo él"
        ),
        openers={
            "professional": (
                "Un punto clave:",
                "Lo que dicen los datos:",
                "Para la próxima reunión:",
                "Merece una mirada atenta:",
            ),
            "casual": ("A ver, va así:", "La verdad:", "Sigo dándole vueltas a esto:", "Una cosa rápida:"),
            "witty": (
                "Giro de guion:",
                "Archivado en «después era obvio»:",
                "Aviso de spoiler:",
                "Última hora, más o menos:",
            ),
            ANY: (
                "Para recordar:",
                "En pocas palabras:",
                "Una idea para guardar:",
                "Lo que más llama la atención:",
                "Léelo dos veces:",
                "La nota de hoy:",
            ),
        },
        closings=(
            "¿Qué añadirías tú?",
            "¿Cómo se ve desde tu lugar?",
            "Vale la pena guardarlo.",
            "¿Quién necesita oír esto hoy?",
            "¿De acuerdo o para nada?",
            "Pruébalo esta semana y mira qué cambia.",
            "¿Te ha pasado lo mismo?",
            "Cuéntanos tu versión.",
            "Pásaselo a quien preguntó.",
            "¿Qué parte te importa más?",
        ),
    ),
    "pt": Words(
        stop=_set(
            "a ainda ao aos as até com como da das de dela dele depois do dos e ela ele eles em entre "
            "era essa esse esta este eu foi há isso isto já lhe mais mas me mesmo meu minha muito na "
            "nas nem no nos nossa nosso não nós o os ou para pela pelo por porque quando que quem se "
            "sem ser seu sua são só também te tem tudo um uma você vocês à às é está"
        ),
        openers={
            "professional": (
                "Um ponto-chave:",
                "O que os dados dizem:",
                "Para a próxima reunião:",
                "Vale olhar de perto:",
            ),
            "casual": ("Então, é o seguinte:", "Sinceramente:", "Sempre volto a isso:", "Rapidinho:"),
            "witty": (
                "Reviravolta:",
                "Arquivado em “depois ficou óbvio”:",
                "Alerta de spoiler:",
                "Últimas notícias, mais ou menos:",
            ),
            ANY: (
                "Para lembrar:",
                "Em poucas palavras:",
                "Uma ideia para guardar:",
                "O que mais chama a atenção:",
                "Leia duas vezes:",
                "A nota de hoje:",
            ),
        },
        closings=(
            "O que você acrescentaria?",
            "Como isso parece daí?",
            "Vale salvar para depois.",
            "Quem precisa ouvir isso hoje?",
            "Concorda ou nem um pouco?",
            "Teste nesta semana e veja o que muda.",
            "Já aconteceu com você?",
            "Conte a sua versão.",
            "Passe adiante para quem perguntou.",
            "Qual parte importa mais para você?",
        ),
    ),
    "de": Words(
        stop=_set(
            "aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dein dem "
            "den denn der des die dies diese doch dort du durch ein eine einem einen einer er es für "
            "hat habe haben hier ich ihm ihn ihr im in ist ja kann kein keine man mehr mein mich mir "
            "mit nach nicht noch nur ob oder ohne schon sehr sein sich sie sind so und uns unter vom "
            "von vor war was weil wenn wer werden wie wir wird wo zu zum zur über hatte niemand"
        ),
        openers={
            "professional": (
                "Ein wesentlicher Punkt:",
                "Was die Zahlen sagen:",
                "Für die nächste Besprechung:",
                "Ein genauer Blick lohnt:",
            ),
            "casual": (
                "Also, es ist so:",
                "Ganz ehrlich:",
                "Das geht mir nicht aus dem Kopf:",
                "Kurz mal eben:",
            ),
            "witty": (
                "Überraschende Wendung:",
                "Abgelegt unter „hinterher klar“:",
                "Achtung, Spoiler:",
                "Eilmeldung, gewissermaßen:",
            ),
            ANY: (
                "Zum Merken:",
                "Kurz gesagt:",
                "Ein Gedanke zum Mitnehmen:",
                "Das sticht heraus:",
                "Zweimal lesen:",
                "Die Notiz von heute:",
            ),
        },
        closings=(
            "Was würdest du ergänzen?",
            "Wie sieht das bei euch aus?",
            "Lohnt sich zum Speichern.",
            "Wer sollte das heute hören?",
            "Einverstanden oder gar nicht?",
            "Probier es diese Woche aus und schau, was sich ändert.",
            "Schon selbst erlebt?",
            "Erzähl uns deine Version.",
            "Gib es weiter, wenn jemand gefragt hat.",
            "Welcher Teil ist dir am wichtigsten?",
        ),
    ),
    "fr": Words(
        stop=_set(
            "a ai au aussi aux avec avoir c'est ce ces cette comme dans de des deux donc du elle "
            "elles en est et eux fait faire il ils je la le les leur lui là ma mais me mes moi mon "
            "même ne nos notre nous on ont ou où par pas peut plus pour pourquoi quand que qui quoi "
            "sa sans se ses si son sont sur ta te tes toi ton tout très tu un une vos votre vous y à "
            "été être"
        ),
        openers={
            "professional": (
                "Un point clé :",
                "Ce que disent les faits :",
                "Pour la prochaine réunion :",
                "À regarder de près :",
            ),
            "casual": ("Bon, voilà :", "Franchement :", "J'y reviens sans cesse :", "En deux mots :"),
            "witty": (
                "Coup de théâtre :",
                "Classé dans « évident après coup » :",
                "Alerte spoiler :",
                "Flash info, ou presque :",
            ),
            ANY: (
                "À retenir :",
                "En bref :",
                "Une idée à garder :",
                "Ce qui frappe :",
                "À lire deux fois :",
                "La note du jour :",
            ),
        },
        closings=(
            "Qu'ajouteriez-vous ?",
            "Et vu de chez vous ?",
            "À garder sous la main.",
            "Qui doit entendre cela aujourd'hui ?",
            "D'accord, ou pas du tout ?",
            "Essayez cette semaine et voyez ce qui change.",
            "Déjà vécu ?",
            "Racontez-nous votre version.",
            "Faites passer à qui posait la question.",
            "Quelle partie compte le plus pour vous ?",
        ),
    ),
    "ru": Words(
        stop=_set(
            "а без более бы был была были было быть в вам вас все всё вы где да даже для до его ее "
            "если есть ещё же за и из или им их к как когда кто ли мне мы на над надо наш не него нет "
            "ни но ну о об он она они от очень по под после потому при про с сам себя со так также "
            "там то только тот ты у уже чем что чтобы эта эти это этот этого никто я"
        ),
        openers={
            "professional": (
                "Ключевая мысль:",
                "О чём говорят факты:",
                "К следующей встрече:",
                "Стоит присмотреться:",
            ),
            "casual": (
                "В общем, дело такое:",
                "Честно говоря:",
                "Всё время к этому возвращаюсь:",
                "Коротко о главном:",
            ),
            "witty": (
                "Неожиданный поворот:",
                "Из рубрики «задним числом очевидно»:",
                "Осторожно, спойлер:",
                "Срочно, но без спешки:",
            ),
            ANY: (
                "Стоит запомнить:",
                "Если коротко:",
                "Мысль на заметку:",
                "Что бросается в глаза:",
                "Прочтите дважды:",
                "Заметка дня:",
            ),
        },
        closings=(
            "А что добавили бы вы?",
            "Как это выглядит с вашей стороны?",
            "Пригодится, сохраните.",
            "Кому важно услышать это сегодня?",
            "Согласны или совсем нет?",
            "Попробуйте на этой неделе и посмотрите, что изменится.",
            "У вас было так же?",
            "Расскажите свою версию.",
            "Передайте тому, кто спрашивал.",
            "Какая часть важнее всего для вас?",
        ),
    ),
    "uk": Words(
        stop=_set(
            "а або без був була були було бути в вам вас ви від все всі він вона вони дещо де для до "
            "його же з за зі й його її їх і із к коли ми мене на над нам нас не нема ні но ну о об "
            "один по під після при про с саме свій себе собі та так також там те ти тим то той тому "
            "тут у хто це цей ці ця чи чого що щоб ще є я як яка який які якщо"
        ),
        openers={
            "professional": (
                "Ключова думка:",
                "Про що свідчать факти:",
                "До наступної зустрічі:",
                "Варто придивитися:",
            ),
            "casual": (
                "Коротше, справа така:",
                "Чесно кажучи:",
                "Постійно до цього повертаюся:",
                "Швиденько про головне:",
            ),
            "witty": (
                "Несподіваний поворот:",
                "З рубрики «потім стало очевидно»:",
                "Обережно, спойлер:",
                "Термінові новини, майже:",
            ),
            ANY: (
                "Варто запам'ятати:",
                "Якщо коротко:",
                "Думка на згадку:",
                "Що впадає в око:",
                "Прочитайте двічі:",
                "Нотатка дня:",
            ),
        },
        closings=(
            "А що додали б ви?",
            "Як це виглядає з вашого боку?",
            "Знадобиться, збережіть.",
            "Кому важливо почути це сьогодні?",
            "Згодні чи зовсім ні?",
            "Спробуйте цього тижня і подивіться, що зміниться.",
            "У вас було так само?",
            "Розкажіть свою версію.",
            "Передайте тому, хто питав.",
            "Яка частина для вас найважливіша?",
        ),
    ),
}
