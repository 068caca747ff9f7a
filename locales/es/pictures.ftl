command-image = Pintar una imagen
picture-from-post = 🖼 Imagen

picture-ask = 🖼 <b>¿Qué debe verse en la imagen?</b> Descríbemelo, por ejemplo: «un puerto tranquilo al amanecer, barcas de pesca, luz suave». De 3 a 2.000 caracteres.
picture-words-gone = Ya no sé qué debe verse en esta imagen. Descríbelo otra vez, por favor, en 3 a 2.000 caracteres.
picture-choices = 🖼 <b>¿Cómo la pinto?</b>
picture-suggested = 🖼 <b>Una imagen para tu publicación.</b> He tomado de ella la descripción; cámbiala si debe verse otra cosa.
picture-paint = 🎨 Pintar
picture-change = ✏️ Describirla de otra manera

look-photographic = Fotografía
look-digital-art = Arte digital
look-none = Sin estilo
shape-square = ◻️ 1:1
shape-landscape = ▭ 16:9
shape-portrait = ▯ 9:16
model-fast = Rápido
model-better = Mejor
model-best = El mejor

picture-queued = ⏳ <b>Tu imagen espera su turno.</b> Puedes seguir con otras cosas; te la traigo aquí.
picture-painting = 🎨 <b>Pintando…</b> Puedes seguir con otras cosas; te traigo la imagen aquí.
picture-cancel = ✖️ Cancelar
picture-cancelled = ✖️ <b>Cancelada.</b> No te ha costado nada.
picture-cancel-done = De acuerdo, sin imagen.
picture-cancel-late = Ya no hay nada que cancelar.
picture-on-its-way = Estoy pintando; un momento, por favor.

picture-flagged = 🚫 <b>Esto no lo puedo pintar.</b> El resultado se marcó como inadecuado, así que no lo muestro. No te ha costado nada. Describe otra cosa, por favor.
picture-refused = ⚠️ <b>El pintor no sabe qué hacer con esta descripción.</b> No te ha costado nada. Descríbela de otra manera, por favor.
picture-cap = ⚠️ Por hoy ya he pintado todo lo que puedo. No te ha costado nada; mañana podré pintar otra vez.
picture-failed = ⚠️ <b>La imagen no ha salido.</b> { $why } No te ha costado nada.
picture-busy = El pintor no responde ahora mismo.
picture-unusable = Lo que entregó el pintor no se podía mostrar.

picture-attach = 📎 Adjuntar a una publicación
picture-attach-here = 📎 Adjuntar a la publicación
picture-again = 🔁 Otra vez
picture-done = ✓ Listo
picture-kept = La imagen se queda aquí.
picture-attached = 🖼 La imagen está adjunta.
picture-which-post = 📎 <b>¿Para qué publicación es?</b> Toca un número.
picture-no-posts = Todavía no tienes ninguna publicación a la que adjuntarla. Envíame un texto y hago algunas; la imagen se queda aquí.

pictures-used-up = { $limit ->
    [one] La única imagen ({ $limit }) de tu plan de este mes ya está usada; el día 1 habrá una nueva.
   *[other] Las { $limit } imágenes de tu plan de este mes ya están usadas; el día 1 habrá nuevas.
}
error-prompt-too-short = { $least ->
    [one] Cuéntame un poco más, por favor: al menos { $least } carácter.
   *[other] Cuéntame un poco más, por favor: al menos { $least } caracteres.
}
error-prompt-too-long = { $limit ->
    [one] Es mucho para una sola imagen: dilo en { $limit } carácter como máximo, por favor.
   *[other] Es mucho para una sola imagen: dilo en { $limit } caracteres como máximo, por favor.
}
error-picture-not-found = Ya no encuentro esa imagen.
error-picture-not-ready = Aquí no hay ninguna imagen terminada que adjuntar.
