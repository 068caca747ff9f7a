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
