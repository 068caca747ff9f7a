start-welcome =
    ¡Hola, { $name }! Convierto una transcripción en publicaciones listas y te traigo cada una aquí en su minuto.

    Primero, para que «mañana a las 9» sean <b>tus</b> 9: ¿dónde estás? Toca una ciudad, escribe la tuya o comparte tu ubicación.
start-welcome-back =
    Me alegra verte, { $name }. Envíame un texto y hago publicaciones con él.

    /new · /posts · /schedule · /brands · /help
start-ready = Listo. Ahora envíame una transcripción, unas notas o cualquier texto de 10 caracteres o más, y hago publicaciones con él.

zone-ask = ¿Dónde estás? Toca una ciudad, escribe la tuya o comparte tu ubicación.
zone-which = ¿A cuál te refieres?
zone-unknown = No conozco ese lugar. Escribe la ciudad grande más cercana, como «Lisboa», o comparte tu ubicación.
zone-set = Uso la hora de <b>{ $zone }</b>; allí son ahora las { $clock }.

settings =
    <b>Ajustes</b>
    Idioma: { $language }
    Hora: { $zone }, ahora { $clock }
settings-language = Idioma
settings-zone = Zona horaria
language-ask = ¿En qué idioma te hablo?

zone-keep-ask =
    Tienes publicaciones programadas. Cuando tu hora sea la de <b>{ $zone }</b>, ¿qué debe quedar igual?

    La hora del reloj: lo que iba a llegar a las 9:00 llega allí a las 9:00.
    El momento: todo llega cuando iba a llegar, solo que se muestra en la nueva hora.
zone-keep-clock = La hora del reloj (las 9:00 siguen siendo las 9:00)
zone-keep-moments = El momento
zone-some-stay = { $number ->
    [one] { $number } publicación conserva su momento: allí esa hora ya pasó.
   *[other] { $number } publicaciones conservan su momento: allí esa hora ya pasó.
}
