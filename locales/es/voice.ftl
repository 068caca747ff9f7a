voice-none =
    <b>La voz de { $name }</b>
    Enséñame publicaciones que hayas escrito y aprendo cómo suenas: tu tono, tu ritmo, tus palabras. A partir de ahí escribo así.
voice-card = <b>La voz de { $name }</b>: con ella escribo cada publicación nueva
voice-begin = 🗣 Aprender de mis publicaciones
voice-begin-anew = 🗣 Aprenderla de nuevo
voice-change = ✏️ Cambiar
voice-drop = 🗑 Descartar
voice-drop-surely = 🗑 Sí, descartar
voice-dropped = Descartada.
voice-ask-drop = ¿Descarto la voz de <b>{ $name }</b>? Las publicaciones nuevas se escribirán sin ella.
voice-look = 👀 Ver la nueva ficha
voice-reading-still = Todavía estoy leyendo tus publicaciones.
voice-ask-samples = <b>¿Cómo suena { $name }?</b> Reenvíame o pega de { $fewest } a { $top } publicaciones tuyas, cada una en su propio mensaje.
voice-collected-few = { $left ->
    [one] Publicaciones hasta ahora: { $come }. Falta al menos { $left } más.
   *[other] Publicaciones hasta ahora: { $come }. Faltan al menos { $left } más.
}
voice-collected = Publicaciones hasta ahora: { $come }. Envíame más, hasta { $top }, o toca el botón.
voice-enough = ✓ Eso es todo
voice-words-only = Aprendo de las palabras. Envíame publicaciones con texto, o /cancel.
voice-reading = 📖 <b>Leyendo las publicaciones de { $name }…</b> Tarda un momento.
voice-draft = <b>Así me suena { $name }</b>
voice-draft-ask = ¿Escribo así a partir de ahora?
voice-keep = ✓ Dejarla así
voice-again = 🔁 Otra vez
voice-kept = A partir de ahora escribo así para { $name }.
voice-draft-dropped = Descartada. { $name } suena como antes.
voice-ready = He leído las publicaciones de <b>{ $name }</b>.
voice-failed = No he podido aprender cómo suena <b>{ $name }</b>. { $why }
voice-enough-today = Por hoy no puedo escribir más para ti; inténtalo mañana, por favor.
voice-ask-which = ¿Qué cambio de la voz de <b>{ $name }</b>?
voice-ask-field = <b>{ $field }</b>
voice-how-line = Escríbelo en una o dos frases.
voice-how-words = Escribe palabras o expresiones cortas, separadas por comas.
voice-how-hashtags = Escribe hashtags, separados por espacios.
voice-line = <b>{ $field }:</b> { $words }
voice-field-tone = Tono
voice-field-rhythm = Ritmo
voice-field-words-to-use = Palabras que usar
voice-field-words-to-avoid = Palabras que evitar
voice-field-emoji = Emojis
voice-field-hashtags = Hashtags

error-brand-link-invalid = No puedo leer eso como una dirección. Escribe una como «acme.com/inicio».
error-signature-too-many-lines = Una firma tiene una o dos líneas. Hazla más corta, por favor.
error-signature-too-many-hashtags = { $limit ->
    [one] En una firma cabe { $limit } hashtag, porque las plataformas admiten pocos por publicación.
   *[other] En una firma caben { $limit } hashtags, porque las plataformas admiten pocos por publicación.
}
error-hashtag-not-understood = «{ $word }» no es un hashtag que entiendan las plataformas. Valen letras, cifras y guiones bajos.
error-too-many-in-list = { $limit ->
    [one] Ahí cabe { $limit } como mucho. Elige, por favor.
   *[other] Ahí caben { $limit } como mucho. Elige los más importantes, por favor.
}
error-too-few-samples = { $least ->
    [one] Necesito al menos { $least } publicación para oír una voz. Envíame más, por favor.
   *[other] Necesito al menos { $least } publicaciones distintas para oír una voz. Envíame más, por favor.
}
error-voice-draft-not-found = Ya no encuentro esa ficha.
