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
