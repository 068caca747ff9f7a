live-heading = ✍️ <b>{ $platform }</b> · { $place } de { $total }

progress-stop = ⏹ Parar
progress-stopping = ⏹ <b>Parando…</b> Lo que está terminado se queda.
progress-stopped = ⏹ <b>Parado.</b>
progress-kept = { $number ->
    [one] { $platform }: { $number } de { $total } estaba terminada y es tuya; el resto no cuenta
   *[other] { $platform }: { $number } de { $total } estaban terminadas y son tuyas; el resto no cuenta
}
progress-none-kept = { $platform }: todavía no había nada terminado, así que nada cuenta

stop-coming = Ya paro. Lo que está terminado se queda.
stop-over = Aquí ya no queda nada que parar.
error-order-not-found = Ya no encuentro ese pedido.

error-spending-cap-reached = Ya he escrito todo lo que puedo por hoy. A partir de las { $resetsAt } podré escribir de nuevo; lo que me enviaste se queda aquí.
failed-spending-cap = Ya he escrito todo lo que puedo por hoy. A partir de las { $resets } podré escribir de nuevo.
operators-cap-user =
    ⚠️ <b>Límite de gasto alcanzado.</b> Una persona ha agotado lo que se puede gastar hoy en alguien ({ $amount } USD).
    No se escribe nada nuevo para ella hasta las { $resets }.
operators-cap-everybody =
    ⚠️ <b>Límite de gasto alcanzado.</b> Se ha agotado lo que se puede gastar hoy en todo el mundo ({ $amount } USD).
    No se escribe nada nuevo para nadie hasta las { $resets }.
