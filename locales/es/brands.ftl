brand-offer = ¿Creamos tu marca, para que las publicaciones suenen como tú? Es un minuto.
brand-create = Crear una marca
brand-later = Más tarde
brand-ask-name = ¿Cómo se llama tu marca?
brand-ask-description = ¿Qué hace <b>{ $name }</b>? Una o dos frases.
brand-ask-audience = ¿Para quién escribes?
brand-ask-tone = ¿Cómo debe sonar? Por ejemplo: «cercano, frases cortas, sin jerga».
brand-ask-platforms = ¿Dónde publicas? Elige las que quieras y toca Listo.
brand-done = Listo
brand-created = <b>{ $name }</b> está lista.
brand-chosen = Ahora escribes para { $name }.
brands-none = Todavía no tienes ninguna marca. Una marca da voz a tus publicaciones.
brands-list = { $number ->
    [one] <b>Tu marca</b>
   *[other] <b>Tus marcas</b> – toca aquella para la que escribes
}
brands-line = <b>{ $name }</b> – { $platforms }
brands-line-bare = <b>{ $name }</b>

brand-shown = <b>{ $name }</b>
brand-shown-default = <b>{ $name }</b>: escribes para ella
brand-field-description = Qué hace: { $words }
brand-field-audience = Para: { $words }
brand-field-tone = Suena: { $words }
brand-field-platforms = Publica en: { $words }
brand-write-for = ✍️ Escribir para esta marca
brand-times = 🕘 Horas de publicación
brand-no-slots = Todavía no tiene horas de publicación.
brand-slots = Horas de publicación, según el reloj de { $zone }:
slots-ask =
    <b>¿Cuándo publica { $name }?</b> Escribe los días y las horas de su semana, según el reloj de { $zone }:
    «lun 9:00, mié 18:30» o «entre semana 9:00 y 17:00».
slots-ask-why = Así una publicación puede ir al próximo hueco con un toque. Lo que escribas sustituye a lo que haya.
slots-understood = He entendido, según el reloj de { $zone }:
slots-shall-i-keep = ¿Lo dejo así? O escríbelo de nuevo.
slots-keep = ✓ Dejarlo así
slots-clear = ✖️ Borrar
slots-kept = Guardado.
slots-cleared = { $name } ya no tiene horas de publicación.
slots-not-understood = No he entendido esas horas. Prueba «lun 9:00, mié 18:30» o «entre semana 9:00», o /cancel.
