command-voice = Convertir un texto en voz
post-voice-over = 🎙 Voz

speech-ask-text = 🎙 <b>¿Qué digo?</b> Escribe o pega el texto. Si es largo, puede llegar en varios mensajes.
speech-desk = 🎙 <b>Locución</b>
speech-needs = { $length ->
    [one] Necesita { $length } carácter
   *[other] Necesita { $length } caracteres
}
speech-left = { $left ->
    [one] a tu plan le queda { $left } este mes
   *[other] a tu plan le quedan { $left } este mes
}
speech-voice-is = Voz: <b>{ $name }</b>
speech-no-voice = Aún no hay voz elegida.
speech-other-text = ¿Otro texto? Escríbelo sin más.
speech-choose-voice = 🗣 Elegir una voz
speech-other-voice = 🗣 Otra voz
speech-keep-voice = ⭐️ Siempre para { $brand }
speech-voice-kept = A partir de ahora { $brand } habla con esta voz.
speech-optimise = ✨ Optimizar para hablar
speech-speak = 🎙 Locutar

speech-natural = Natural
speech-calm = Tranquila
speech-lively = Animada
speech-dramatic = Dramática
speech-fine-settings = ⚙️ Ajustes finos
speech-fine-chosen = ✓ ⚙️ Ajustes finos
speech-fine = ⚙️ <b>Ajustes finos</b>
speech-stability = Firmeza
speech-stability-means = Baja es viva y cambia cada vez; alta es uniforme.
speech-similarity = Parecido
speech-similarity-means = Cuánto se acerca a la voz tal como se grabó.
speech-style = Expresión
speech-style-means = Cuánto se realza la manera propia de la voz.
speech-speed = Velocidad
speech-speed-means = 100 % es su ritmo habitual.
speech-boost-on = ✓ Voz más nítida
speech-boost-off = Voz más nítida

speech-voices = 🗣 <b>¿Quién habla?</b> Toca un nombre para elegir la voz, ▶ para oírla.
speech-no-such-voice = 🗣 <b>No conozco ninguna voz así.</b>
speech-search = Escribe para buscar: un nombre, un idioma, un acento.
speech-hear = ▶ Oír
speech-sample-coming = La muestra está en camino.
speech-no-sample = No hay ninguna muestra de esta voz.
speech-sample-away = Ahora no puedo traer la muestra. Inténtalo de nuevo en un momento.
speech-own-voice = 🎤 Mi propia voz

speech-use-script = 🎙 Locutar
speech-keep-mine = « Dejar mi texto

speech-queued = ⏳ <b>Tu locución espera su turno.</b> Puedes seguir con otras cosas; sonará aquí.
speech-speaking = 🎙 <b>Locutando…</b> Puedes seguir con otras cosas; la grabación aparece aquí.
speech-cancelled = ✖️ <b>Cancelada.</b> Sus caracteres vuelven a tu plan.
speech-ready = 🎙 <b>Tu locución está lista.</b>
speech-under-way = Estoy en ello; un momento, por favor.
speech-cancel = ✖️ Cancelar
speech-play = ▶ Reproducir
speech-attach = 📎 Adjuntar a una publicación
speech-attach-here = 📎 Adjuntar a la publicación
speech-again = 🔁 Otra vez
speech-done = ✓ Listo
speech-kept = La grabación se queda aquí.
speech-attached = 🎙 La grabación está adjunta.
speech-which-post = 📎 <b>¿Para qué publicación es?</b> Toca un número.
speech-no-posts = Aún no tienes ninguna publicación a la que adjuntarla. Envíame un texto y hago algunas; la grabación se queda aquí.

speech-failed = ⚠️ <b>La locución no ha salido.</b> { $why } Sus caracteres vuelven a tu plan.
speech-cap = ⚠️ Hoy ya he locutado todo lo que puedo. Sus caracteres vuelven a tu plan; mañana puedo seguir.
speech-voice-gone = Esta voz ya no está; elige otra, por favor.
speech-not-in-plan = Esta voz no se puede usar ahora; elige otra, por favor.
speech-too-long = El texto es demasiado largo para locutarlo de una vez.
speech-refused = Este texto no se puede locutar tal como está.
speech-unusable = Lo que volvió no era una grabación en condiciones.
speech-not-stored = No pude guardar bien la grabación.
speech-busy = La voz no responde ahora mismo.

own-voice-consent =
    🎤 <b>Tu propia voz</b>
    A partir de una nota de voz tuya puedo encargar una voz que suene como tú. Lee, por favor, lo que aceptas:

    • La grabación es solo mía y acepto que nuestro proveedor de voces haga una voz a partir de ella.
    • Sé que esa voz puede decir cualquier texto que yo le dé. Aquí solo yo puedo usarla.
    • Puedo borrarla cuando quiera; entonces se borra también en el proveedor.
own-voice-agree = ✓ Acepto, es mi voz
own-voice-record = Ahora envíame una nota de voz de 15 segundos a 5 minutos: mantén pulsado el micrófono y habla como siempre, en un lugar tranquilo. /cancel para dejarlo.
own-voice-only-notes = Graba tú una nota de voz aquí, por favor; no sirve una reenviada, ni un archivo, ni un texto. /cancel para dejarlo.
own-voice-name = { $name } (voz propia)
own-voice-learning = 🎤 <b>Aprendiendo tu voz…</b> Tarda un momento. Puedes seguir con otras cosas.
own-voice-learned = 🎤 <b>Ya conozco tu voz.</b> La encuentras la primera entre las voces de /voice.
own-voice-use = 🎙 Hablar con ella
own-voice-not-fetched = No pude traer la grabación. Inténtalo de nuevo con /voice.
own-voice-not-in-plan = En este momento no puedo acoger más voces. Lo siento; todas las demás están a tu disposición.
own-voice-bad-recording = De esta grabación no salió ninguna voz. Inténtalo de nuevo, en un lugar tranquilo y un poco más larga.
own-voice-our-side = Algo falla por nuestra parte y ya lo sabemos. Inténtalo más tarde, por favor.
own-voice-busy = El proveedor de voces no responde ahora. Inténtalo de nuevo en un momento.
own-voice-there-is-one = Ya tienes una voz propia. Bórrala primero para hacer otra.
own-voice-is = 🎤 <b>{ $name }</b> La encuentras la primera entre las voces.
own-voice-delete = 🗑 Borrar mi voz
own-voice-delete-surely = 🗑 Sí, borrar
own-voice-ask-delete = ¿Borrar tu propia voz para siempre? Lo que ha dicho se queda.
own-voice-deleted = Tu propia voz está borrada, aquí y en el proveedor.

error-nothing-to-say = No hay en él palabras que pueda decir. Envíame algo de texto, por favor.
error-speech-too-long = { $most ->
    [one] Es demasiado largo para locutarlo de una vez: { $most } carácter como mucho. Envíame un texto más corto.
   *[other] Es demasiado largo para locutarlo de una vez: { $most } caracteres como mucho. Envíame un texto más corto.
}
error-manner-invalid = Eso no se puede ajustar así.
error-voice-not-found = Ya no encuentro esa voz. Elige otra, por favor.
error-voices-unavailable = Ahora no llego a las voces. Inténtalo de nuevo en un momento.
error-sample-missing = No hay ninguna muestra de esta voz.
error-voice-over-not-found = Ya no encuentro esa grabación.
error-recording-unfit = Graba de 15 segundos a 5 minutos, para que oiga cómo suenas.
error-clone-exists = Ya tienes una voz propia. Bórrala primero para hacer otra.
error-cloning-failed = De esta grabación no salió ninguna voz. Inténtalo más tarde, por favor.
error-script-not-found = Ya no encuentro ese guion.
