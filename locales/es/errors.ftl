error-unexpected = Algo ha fallado por nuestra parte. Inténtalo de nuevo, por favor; no se pierde nada.
error-unavailable = Ahora mismo no llego a mis notas. Lo haré en cuanto pueda.
error-rate-limited = { $retryAfter ->
    [one] Han sido muchas cosas a la vez. Vuelve a intentarlo dentro de { $retryAfter } segundo; no se ha perdido nada.
   *[other] Han sido muchas cosas a la vez. Vuelve a intentarlo dentro de { $retryAfter } segundos; no se ha perdido nada.
}
error-quota-exceeded = { $left ->
    [0] Tu plan está agotado este mes; empieza de nuevo el día 1.
    [one] A tu plan le queda { $left } este mes y has pedido { $asked }. Elige menos, por favor.
   *[other] A tu plan le quedan { $left } este mes y has pedido { $asked }. Elige menos, por favor.
}
error-usage-not-found = No encuentro ahí nada que se pueda devolver.
error-too-many-brands = { $limit ->
    [one] En tu plan cabe { $limit } marca.
   *[other] En tu plan caben { $limit } marcas.
}
error-brand-name-taken = Ya tienes una marca que se llama { $name }. Elige otro nombre, por favor.
error-brand-name-missing = Una marca necesita un nombre. Escríbelo, por favor.
error-brand-field-too-long = Son { $length } caracteres y caben { $limit }. Hazlo más corto, por favor.
error-brand-not-found = Ya no encuentro esa marca.
error-source-too-short = { $least ->
    [one] Es un poco corto para hacer publicaciones. Envíame al menos { $least } carácter.
   *[other] Es un poco corto para hacer publicaciones. Envíame al menos { $least } caracteres.
}
error-source-too-long = Juntos son { $length } caracteres y caben { $most }. Lo que enviaste antes se conserva.
error-source-not-found = Ya no encuentro ese texto. Envíamelo otra vez, por favor.
error-nothing-ordered = Elige al menos una plataforma y de 1 a 10 publicaciones.
error-post-not-found = Ya no encuentro esa publicación; puede que se haya borrado.
error-post-empty = Una publicación necesita texto. Escríbelo, por favor.
error-post-too-long = Tiene { $length } y el límite allí es { $limit }. Envíame un texto más corto; el anterior sigue en su sitio.
error-post-not-delivered = Esta publicación todavía no se ha entregado.
error-already-going-out = Esta publicación ya está saliendo; no se puede cambiar.
error-chat-unknown = Todavía no sé adónde llevar tus publicaciones. Envía primero /start en nuestro chat.
error-moment-passed = Ese momento ya pasó. Elige uno que aún esté por llegar.
error-not-scheduled = Esta publicación ya no está programada.
error-unknown-zone = No conozco esa zona horaria. Escribe una ciudad, por favor.
error-unknown-locale = Todavía no hablo ese idioma.
error-timeout = Ha tardado demasiado. Inténtalo otra vez, por favor.
error-api-key-not-found = Esa clave ya no existe.
error-too-many-api-keys = Ya tienes tantas claves como se puede. Quita antes una, por favor.
error-idempotency-key-taken = Eso ya se envió antes con otro contenido. Envíalo de nuevo, por favor.
error-request-under-way = Todavía estoy en ello. Espera un momento, por favor.
error-sign-in-unavailable = Ahora mismo no puedo comprobar quién eres. Inténtalo dentro de un momento.
