when-ask =
    <b>¿Cuándo quieres que llegue?</b> Ahora son las { $clock } en { $zone }.
    Toca, o escribe una hora: «en 5 minutos», «mañana a las 9:00», «25.12 18:30».
when-hour = En 1 hora
when-tonight = Esta noche
when-morning = Mañana por la mañana
when-confirm = He entendido: <b>{ $when }</b>. ¿Lo dejo así?
when-keep = ✓ Dejarlo así
when-other = Otra hora
when-no-hour = ¿A qué hora? Toca una, o escribe el día y la hora, como «viernes 18:00».
when-which-hour = ¿A qué hora te refieres? Tócala, o escríbela completa, como «viernes 18:00».
when-which-day = ¿A qué día te refieres? Tócalo, o escribe la fecha y la hora, como «25.12 18:30».
when-none-left = Ese día ya no queda ninguna hora así. Escribe el día y la hora, como «mañana 18:00».
when-not-understood = No he entendido esa hora. Prueba «mañana a las 9:00», «en 2 horas» o «25.12 18:30», o /cancel.
when-past = Eso fue { $when } y ya pasó. Elige un momento que aún esté por llegar.
when-too-far = Faltan más de dos años. Elige un momento más cercano.
when-moved-forward = Ese día cambia la hora y esa hora no existe, así que he tomado el siguiente minuto que existe.
when-first-of-two = Ese día cambia la hora y esa hora se repite; he tomado la primera.
when-scheduled = Programada: { $when }
when-coming-now = Va en camino.
when-unscheduled = No llegará. La publicación vuelve a ser un borrador.
schedule-none = No hay nada programado. Abre una publicación en /posts y toca Programar.
schedule-list = <b>Lo que viene</b>, en la hora de { $zone }. Toca un número para cambiarla.
schedule-earlier = « Antes
schedule-later = Después »

when-slot = Próximo hueco · { $when }
when-day = 📅 Elegir un día
when-repeat = 🔁 Repetir…
when-only-this = Esta publicación se repite; solo se mueve la próxima vez.
calendar-day = <b>{ $month }</b>: ¿qué día?
calendar-hour = <b>{ $day }</b>: ¿a qué hora?
calendar-minute = <b>{ $hour }</b>: ¿en qué minuto?
error-no-free-slot = No queda ninguna hora de publicación libre en las próximas semanas. Elige otro momento o añade horas de publicación en /brands.

repeat-ask =
    <b>¿Cada cuánto quieres que llegue?</b>
    Toca, o escríbelo: «cada lunes a las 18:00», «entre semana a las 9:00», «cada mes el día 15 a las 12:00».
repeat-daily = Cada día
repeat-weekdays = De lunes a viernes
repeat-weekly = Cada semana
repeat-monthly = Cada mes
repeat-ask-first =
    <b>{ $often }: ¿cuándo quieres que llegue por primera vez?</b> Ahora son las { $clock } en { $zone }, y mantendrá esa hora del día.
    Toca, o escríbelo, como «lunes 18:00».
repeat-every-day = { $number ->
    [one] cada día a las { $clock }
   *[other] cada { $number } días a las { $clock }
}
repeat-every-weekday = de lunes a viernes a las { $clock }
repeat-every-week = { $number ->
    [one] cada { $days } a las { $clock }
   *[other] cada { $number } semanas, { $days }, a las { $clock }
}
repeat-every-month = { $number ->
    [one] cada mes el día { $day } a las { $clock }
   *[other] cada { $number } meses el día { $day } a las { $clock }
}
repeat-every-month-end = { $number ->
    [one] el último día de cada mes a las { $clock }
   *[other] el último día, cada { $number } meses, a las { $clock }
}
repeat-until = { $rule }, hasta el { $day }
repeat-understood = He entendido: <b>{ $rule }</b>. Llega por primera vez { $when }.
repeat-how-long = ¿Hasta cuándo? Toca, o escribe el último día, como «hasta el 24 de diciembre».
repeat-no-end = Hasta que lo pare (2 años como mucho)
repeat-times = { $number ->
    [one] { $number } vez
   *[other] { $number } veces
}
repeat-shall-i-keep = ¿Lo dejo así?
repeat-which-day = Veo que se repite, pero no qué día. Escríbelo completo, como «cada lunes a las 18:00».
repeat-not-understood = No he entendido cómo se repite. Prueba «cada lunes a las 18:00» o «entre semana a las 9:00», o /cancel.
repeat-end-not-understood = No he entendido cuándo termina. Prueba «hasta el 24 de diciembre» u «8 veces», o toca arriba.
repeat-end-too-soon = Terminaría antes de llegar por primera vez. Escribe un día posterior.
repeat-line = 🔁 Se repite { $rule }
repeat-left = { $number ->
    [0] esta es la última
    [one] queda { $number } más
   *[other] quedan { $number } más
}
repeat-kept = Se repite { $rule }
repeat-skip = ⏭ Saltar esta
repeat-stop = 🔁 No repetir más
repeat-skipped = Esta no llegará.
repeat-stopped = Ya no se repite.
repeat-ask-cancel = Esta publicación se repite { $rule }. ¿Cuál no debe llegar?
repeat-cancel-one = Solo esta
repeat-cancel-all = Todas
