digest-day = 📰 <b>Tu día</b>
digest-week = 📰 <b>Tu semana</b>
digest-went-out = { $number ->
    [one] 📬 Llegó <b>{ $number } publicación</b> desde el último resumen.
   *[other] 📬 Llegaron <b>{ $number } publicaciones</b> desde el último resumen.
}
digest-posted = { $number ->
    [one] ✅ Has publicado { $number } de ellas.
   *[other] ✅ Has publicado { $number } de ellas.
}
digest-coming = { $number ->
    [one] 🗓 <b>Viene { $number } publicación</b>
   *[other] 🗓 <b>Vienen { $number } publicaciones</b>
}
digest-waiting = { $number ->
    [one] 📮 <b>{ $number } publicación espera tu respuesta.</b> Toca el número para verla.
   *[other] 📮 <b>{ $number } publicaciones esperan tu respuesta.</b> Toca un número para ver una.
}
digest-missed = { $number ->
    [one] ⚠️ <b>{ $number } publicación</b> perdió su hora y espera tu respuesta.
   *[other] ⚠️ <b>{ $number } publicaciones</b> perdieron su hora y esperan tu respuesta.
}
digest-more = { $number ->
    [one] … y { $number } más
   *[other] … y { $number } más
}
digest-usage = Tu plan: { $used } de { $whole } publicaciones usadas este mes.
digest-all-coming = 🗓 Todo lo que viene

settings-digest = Resumen y horas de silencio
digest-is-off = <b>Resumen</b>: desactivado
digest-is-daily = <b>Resumen</b>: cada día a las { $hour }
digest-is-weekly = <b>Resumen</b>: los lunes a las { $hour }
digest-off = No
digest-daily = Cada día
digest-weekly = Los lunes
digest-hour = 🕗 A las { $hour }
digest-ask-hour = ¿A qué hora quieres el resumen?
quiet-is-off = <b>Horas de silencio</b>: ninguna. Los avisos llegan en cuanto los hay.
quiet-is = <b>Horas de silencio</b>: de { $begin } a { $end }. Los avisos esperan a que terminen; tus publicaciones llegan a su minuto.
news-is-off = <b>Avisos</b>: desactivados. Lo que tienes que saber sigue llegando: una publicación que no se pudo entregar, todo lo que sea dinero.
news-off = 🔕 Sin avisos
news-on = 🔔 Avisos
quiet-change = 🌙 Horas de silencio
quiet-none = Sin horas de silencio
quiet-ask-from = ¿Desde qué hora no quieres avisos? Tus publicaciones llegan a su minuto.
quiet-ask-until = Silencio desde las { $begin }, ¿hasta cuándo?
error-unknown-hour = Necesito una hora en punto entre 0 y 23.
