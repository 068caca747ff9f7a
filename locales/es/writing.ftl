new-ask = Envíame de qué deben salir tus publicaciones: un texto, un archivo, una nota de voz u otra grabación, un enlace o algo que reenvíes. De 10 a 200.000 caracteres; un texto largo puede llegar en varios mensajes.
new-choices = <b>¿Hago publicaciones con esto?</b> { $length ->
    [one] { $length } carácter
   *[other] { $length } caracteres
}
new-choices-for = <b>¿Hago publicaciones para { $brand } con esto?</b> { $length ->
    [one] { $length } carácter
   *[other] { $length } caracteres
}
new-write = { $number ->
    [one] ✍️ Escribir { $number } publicación
   *[other] ✍️ Escribir { $number } publicaciones
}
new-forget = Ahora no
new-forgotten = De acuerdo. Envíame otro texto cuando quieras.
new-again = Escribir más con este texto

progress-writing = ✍️ <b>Escribiendo…</b> Puedes seguir con otras cosas; te traigo las publicaciones aquí.
progress-ended = <b>Hecho.</b>
progress-queued = { $number ->
    [one] { $platform }: { $number } publicación, esperando su turno
   *[other] { $platform }: { $number } publicaciones, esperando su turno
}
progress-running = { $number ->
    [one] { $platform }: escribiendo { $number } publicación
   *[other] { $platform }: escribiendo { $number } publicaciones
}
progress-done = { $number ->
    [one] { $platform }: { $number } de { $wanted } lista ✓
   *[other] { $platform }: { $number } de { $wanted } listas ✓
}
progress-failed = { $platform }: esta vez no ha salido

generation-failed =
    Las publicaciones para <b>{ $platform }</b> no han salido. { $why }
    No te ha costado nada.
failed-busy = El redactor no responde en este momento.
failed-refused = El redactor no quiere escribir sobre este texto.
failed-unusable = Lo que entregó el redactor no era lo bastante bueno para enseñártelo.
failed-our-side = Algo falla por nuestra parte, y ya lo sabemos.
