post-rewrite = ✨ Reescribir
post-more = ➕ Más…
post-undo = ↩️ Deshacer
post-compare = 🔍 Comparar
post-about-thread = { $number ->
    [one] { $platform } · hilo de { $number } parte
   *[other] { $platform } · hilo de { $number } partes
}
post-ask-thread = Envíame el texto nuevo del hilo; lo corto en partes que quepan. Este es el actual; tócalo para copiarlo:
card-thread = 🧵 Es un hilo: publica la primera parte y añade las demás como respuestas.

rewrite-ask = <b>¿Cómo la reescribo?</b>
rewrite-brand = Con la voz de { $brand }
rewrite-shorter = Más corta
rewrite-longer = Más larga
rewrite-hook = Con gancho
rewrite-thread = 🧵 Como hilo
rewrite-one-post = En una sola publicación
rewrite-for = Para { $platform }
rewrite-language = 🌐 Otro idioma
rewrite-tell = 💬 Te digo cómo
rewrite-ask-language = <b>¿En qué idioma?</b> Toca uno o escribe su nombre, como «neerlandés».
rewrite-language-unknown = No conozco ese idioma. Escribe su nombre, como «neerlandés», o /cancel.
rewrite-ask-instruction = <b>¿Qué cambio?</b> Dímelo con tus palabras, como «que trate de Berlín».
rewrite-writing = ✍️ <b>Reescribiendo…</b> Puedes seguir con otras cosas.
rewrite-under-way = La estoy escribiendo; un momento, por favor.
rewrite-new-post = ✨ De ella ha salido una publicación para <b>{ $platform }</b>, que llega en su propia tarjeta. Esta se queda como está.
rewrite-ready = ✨ Una publicación está reescrita.
rewrite-failed = ⚠️ No ha salido. { $why } No ha cambiado nada; inténtalo otra vez, por favor.
rewrite-cap = ⚠️ Ya he escrito todo lo que puedo por hoy, así que no ha cambiado nada. Mañana puedo volver a escribir.
rewrite-gone = Esa publicación se borró mientras tanto.
rewrite-changed = ⚠️ Has cambiado el texto mientras yo escribía, así que he dejado el tuyo.
rewrite-going-out = ⚠️ La publicación salió mientras yo escribía, así que la he dejado como estaba.

version-undone = Vuelve el texto anterior.
compare-before = Antes
compare-now = Ahora

more-ask = <b>¿Qué más escribo con ella?</b>
more-caption = 📷 Pie de foto
more-script = 🎙 Guion de voz
more-writing-caption = ✍️ <b>Escribiendo el pie de foto…</b> Puedes seguir con otras cosas.
more-writing-script = ✍️ <b>Escribiendo el guion de voz…</b> Puedes seguir con otras cosas.

error-rewrite-under-way = Ya estoy reescribiendo esta publicación; un momento, por favor.
error-rewrite-impossible = Esta publicación no se puede reescribir de esa manera.
error-instruction-empty = Dime en pocas palabras qué cambio, por favor.
error-instruction-too-long = { $limit ->
    [one] Es mucho para tenerlo en cuenta: dímelo en { $limit } carácter como mucho, por favor.
   *[other] Es mucho para tenerlo en cuenta: dímelo en { $limit } caracteres como mucho, por favor.
}
error-text-changed = El texto ha cambiado desde entonces. Abre la publicación otra vez para verla como está ahora.
error-nothing-to-undo = Este es el primer texto de la publicación; no hay nada que deshacer.
error-thread-too-long = { $most ->
    [one] Eso da más de { $most } parte, el máximo de un hilo. Envíame un texto más corto; el anterior sigue en su sitio.
   *[other] Eso da más de { $most } partes, el máximo de un hilo. Envíame un texto más corto; el anterior sigue en su sitio.
}
