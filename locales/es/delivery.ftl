card-heading = ⏰ Hora de { $platform }
card-late = Llega con { $late } de retraso. Lo siento.
card-open = Abrir { $platform }
card-posted = ✅ Publicada
card-snooze = 😴 Posponer
card-edit = ✏️ Editar
card-skip = ⏭ Omitir
card-well-done = ¡Bien hecho!
snooze-ask = ¿Hasta cuándo?
snooze-hour = 1 hora
snooze-evening = Esta tarde
snooze-tomorrow = Mañana por la mañana
snooze-pick = Elegir hora
snoozed = 😴 Vuelve { $when }
delivery-repeated = Enviada otra vez tras un fallo de red: puede que la veas dos veces.
delivery-failed = ⚠️ Una publicación no se pudo entregar: Telegram no la aceptó. Está a salvo en /posts; échale un vistazo, por favor.
delivery-unknown = ⚠️ No he podido saber si una publicación te llegó. ¿La recibiste?
doubt-yes = Sí, llegó
doubt-no = Enviar otra vez
doubt-arrived = Bien. Cuenta como entregada.
doubt-again = La envío otra vez.
doubt-over = Eso ya está resuelto.
nudge-ask = 📮 ¿Has publicado esto en <b>{ $platform }</b>?
nudge-show = 👀 Ver
live-ask = Si quieres, envíame el enlace de la publicación.
live-kept = 🔗 He guardado el enlace a { $host }.
missed-we = { $number ->
    [one] Mientras estuve fuera, <b>{ $number } publicación</b> perdió su hora por más de un día.
   *[other] Mientras estuve fuera, <b>{ $number } publicaciones</b> perdieron su hora por más de un día.
}
missed-you = { $number ->
    [one] Mientras no estabas, <b>{ $number } publicación</b> perdió su hora por más de un día.
   *[other] Mientras no estabas, <b>{ $number } publicaciones</b> perdieron su hora por más de un día.
}
missed-failed = { $number ->
    [one] ⚠️ { $number } publicación no se pudo entregar mientras no estabas. Está a salvo en /posts.
   *[other] ⚠️ { $number } publicaciones no se pudieron entregar mientras no estabas. Están a salvo en /posts.
}
missed-ask = ¿Qué hago?
missed-send = 🚀 Enviar todo ya
missed-show = 👀 Verlas
missed-leave = 📝 Dejar como borradores
missed-list = { $number ->
    [one] <b>{ $number } publicación perdió su hora</b> y espera tu respuesta. Toca el número para abrirla.
   *[other] <b>{ $number } publicaciones perdieron su hora</b> y esperan tu respuesta. Toca un número para abrir una.
}
missed-sent = { $number ->
    [one] 🚀 { $number } publicación va en camino.
   *[other] 🚀 { $number } publicaciones van en camino, la más antigua primero.
}
missed-drafts = { $number ->
    [one] 📝 { $number } publicación vuelve a ser un borrador. La encuentras en /posts.
   *[other] 📝 { $number } publicaciones vuelven a ser borradores. Las encuentras en /posts.
}
error-live-url-invalid = No puedo guardar ese enlace. Envíame la dirección completa, como https://x.com/tu/status/1, o sigue con otra cosa.
