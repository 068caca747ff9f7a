command-plan = Tu plan y lo que te queda

plan-is = ⭐ <b>Tu plan: { $plan }</b>
plan-renews = Se renueva: { $day }.
plan-ends = Está cancelado y dura hasta: { $day }. Después pasarás a FREE.
plan-grace = ⚠️ El último pago no se realizó. Conservas el plan hasta: { $day }; arregla el pago antes, por favor.
plan-posts = Publicaciones
plan-pictures = Imágenes
plan-voice = Caracteres de voz
plan-brands = Marcas
plan-usage = { $name }: <b>{ $used }</b> de { $whole }
plan-at-limit = Al llegar al límite, el trabajo nuevo espera: no se pierde nada y lo que tienes se queda. El mes empieza de nuevo: { $resets }.
plan-upgrade = ⬆️ Mejorar
plan-others = Comparar planes
plan-manage = 💳 Gestionar el pago
plan-show = ⭐ Mi plan

plan-compare = <b>Estás en { $plan }.</b> Esto es lo que hay además:
plan-priced = { $plan } · { $price } al mes
plan-gives =
    Publicaciones al mes: { $posts }
    Imágenes al mes: { $pictures }
    Caracteres de voz al mes: { $characters }
    Marcas: { $brands }
plan-first = Tu trabajo va primero en todas las colas.
plan-less = Menos de lo que tienes: lo que sobra se puede leer, y el trabajo nuevo espera.
plan-choose = { $plan } · { $price }
plan-change-there = El plan se cambia donde lo pagas: allí se calcula la diferencia antes de que confirmes.
plan-change = Cambiar de plan
plan-change-stars = Pagas con Stars. Para cambiar de plan, cancélalo primero; cuando haya terminado, elige otro.
plan-pay = <b>{ $plan }</b>: ¿cómo quieres pagar? Te aviso aquí en cuanto llegue el pago.
plan-pay-card = 💳 { $price } al mes con tarjeta
plan-pay-stars = ⭐ { $price } Stars al mes
plan-manage-there = Aquí cambias, cancelas o arreglas lo que pagas. El enlace es solo para ti y vale unos minutos.
plan-open-portal = Abrir la página de pago
plan-refused = { $why }
plan-offer = <b>¿Necesitas más espacio?</b> Mira lo que dan los otros planes.

plan-welcome =
    🎉 <b>¡Bienvenido a { $plan }!</b>
    Desde ahora tienes, cada mes:

    Publicaciones: { $posts }
    Imágenes: { $pictures }
    Caracteres de voz: { $characters }
    Marcas: { $brands }
plan-lowered = Tu plan { $former } ha terminado y ahora estás en <b>{ $plan }</b>. Todo lo que tienes se puede leer; por encima de los nuevos límites, el trabajo nuevo espera.
plan-lowered-unpaid = El pago de { $former } no llegó a realizarse, así que ahora estás en <b>{ $plan }</b>. Todo lo que tienes se queda. Cuando el pago esté arreglado, el plan vuelve.
plan-failed = ⚠️ <b>El pago de { $plan } no se realizó.</b> Conservas el plan hasta: { $until }. Arregla el pago antes, por favor.
plan-mend = Pagar la factura pendiente
plan-renewed = ✅ <b>{ $plan } está renovado.</b> Pagado hasta: { $until }.
plan-ending = <b>{ $plan } está cancelado.</b> Lo conservas hasta: { $until }; después pasarás a FREE. Hasta entonces puedes cambiar de idea.
plan-pending = ⏳ Tu pago está en camino; algunas formas de pago tardan unos días. Te aviso en cuanto llegue.
plan-not-paid = Al final tu pago no llegó, así que nada ha cambiado. Puedes intentarlo de nuevo cuando quieras.
plan-disputed = Tu banco ha preguntado por un pago que nos hiciste. Hasta que se aclare lo dejo todo como está, pero no empiezo nada nuevo.
plan-refunded = Tu último pago fue devuelto. Lo dejo todo como está, pero no empiezo nada nuevo con este plan. Si es un error, /paysupport te ayuda.
plan-twice = ⚠️ <b>Pagas más de un plan a la vez.</b> Tienes el superior; termina el otro, por favor.

stars-title = Postaify { $plan }
stars-description = Un mes de { $plan }, renovado hasta que lo canceles.
stars-cancel = Cancelar la renovación
stars-renew = Renovarlo de todos modos
stars-ask-cancel = ¿{ $plan } no debe renovarse más? Lo conservas hasta: { $until }.
stars-cancel-surely = Sí, cancelar la renovación
stars-refund = Devolver { $stars } Stars
stars-refunded = Se han devuelto { $stars } Stars.

pay-support =
    <b>Ayuda con los pagos</b>
    Con tarjeta: /plan → Gestionar el pago muestra todas las facturas, y cancela o arregla.
    Con Stars: /plan cancela la renovación.

    Para lo demás, por ejemplo una devolución: toca el botón y una persona lo mirará. El soporte de Telegram no puede ayudar con los pagos a este bot.
pay-support-ask = Preguntar a una persona
pay-support-asked = Gracias. Una persona mirará tus pagos y te responderá aquí.
terms =
    <b>Condiciones</b>
    Un plan dura un mes y se renueva hasta que lo canceles; puedes hacerlo en cualquier momento en /plan, y conservas el plan hasta el final del mes pagado. Lo que has hecho sigue siendo tuyo cuando un plan termina. Los textos y las imágenes los hacen máquinas: léelos antes de publicar.

    Los pagos con Stars pasan por Telegram y siguen sus condiciones. Preguntas y devoluciones: /paysupport

operators-pay-support = 🙋 <b>{ $about }</b> pide ayuda con un pago.
operators-two-paying = ⚠️ El usuario { $about } paga más de un plan a la vez.
operators-unknown-price = ⚠️ El usuario { $about } paga un precio al que no corresponde ningún plan. Está en FREE.
usage-most = 📊 <b>{ $name }:</b> ya has usado la mayor parte de este mes. El mes empieza de nuevo: { $resets }.
usage-all = 📊 <b>{ $name }:</b> ya has usado los { $whole } de este mes. El mes empieza de nuevo: { $resets }.

operators-usage-drift = ⚠️ El uso del usuario { $about } no cuadraba y se ha corregido.
operators-fraud-warning = ⚠️ El banco dice que la tarjeta del cliente { $about } puede ser robada. Conviene devolver el pago antes de que haya una disputa.
operators-hold = ⚠️ Un pago del usuario { $about } está en disputa o fue devuelto. No se empieza nada nuevo para él.
operators-stray-customer = ⚠️ El usuario { $about } tiene un segundo cliente en el proveedor de pagos.

error-billing-hold = Estamos revisando un pago tuyo. Hasta que se aclare lo dejo todo como está, pero no empiezo nada nuevo.
error-payments-unavailable = La página de pago no responde en este momento. No se ha pagado nada; inténtalo de nuevo dentro de un rato.
error-payment-way-closed = Este plan no se puede pagar de esta manera.
error-already-subscribed = Ya tienes un plan de pago, así que no se ha pagado nada. /plan lo muestra.
error-nothing-to-manage = Todavía no has pagado nada con tarjeta, así que no hay nada que gestionar.
error-payment-pending = Tu pago ya está en camino. Te aviso en cuanto llegue.
error-price-changed = Esta factura ya no vale. Abre /plan y elige de nuevo, por favor.
error-star-payment-not-found = Ya no encuentro ese pago.
