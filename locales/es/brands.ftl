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
brand-logo = 🏷 Logotipo
brand-has-logo = Tiene logotipo: mira «Logotipo».
logo-ask =
    🏷 <b>El logotipo de { $name }</b>
    Envíame una imagen con él: mejor como archivo, en PNG con fondo transparente.
logo-what = Un logotipo es una imagen. Envíame una (PNG, JPEG o WebP), o /cancel.
logo-shown = 🏷 <b>El logotipo de { $name }</b>
logo-kept = 🏷 <b>Este es ahora el logotipo de { $name }.</b>
logo-is-on = Lo pongo en las imágenes que pinto para esta marca, abajo a la derecha.
logo-is-off = No lo pongo en las imágenes.
logo-another = Para cambiarlo, envíame otra imagen.
logo-switch-on = Ponerlo en las imágenes: sí
logo-switch-off = Ponerlo en las imágenes: no
logo-on-now = Desde ahora va en cada imagen nueva.
logo-off-now = Las imágenes nuevas llegan sin él.
logo-remove = ✖️ Quitar el logotipo
logo-removed = { $name } ya no tiene logotipo.
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

brand-voice = 🗣 Voz
brand-change = ✏️ Cambiar
brand-delete = 🗑 Borrar
brand-delete-surely = 🗑 Sí, borrar
brand-deleted = La marca está borrada.
brand-ask-delete = ¿Borrar <b>{ $name }</b> para siempre? Sus publicaciones se quedan; solo que ya no serán de ninguna marca.
brand-ask-delete-scheduled = { $number ->
    [one] ¿Borrar <b>{ $name }</b> para siempre? Tiene { $number } publicación programada: se queda y llega a su hora, solo que sin marca. Las demás también se quedan.
   *[other] ¿Borrar <b>{ $name }</b> para siempre? Tiene { $number } publicaciones programadas: se quedan y llegan a su hora, solo que sin marca. Las demás también se quedan.
}
brand-ask-what-to-change = ¿Qué cambio de <b>{ $name }</b>?
brand-platforms-kept = Guardado.
brand-field-link = Enlace: { $words }
brand-field-call = Lleva a: { $words }
brand-field-hashtags = Hashtags: { $words }
brand-field-signature = Firma: { $words }
brand-has-voice = Escribo con su propia voz: mira «Voz».

field-name = Nombre
field-description = Qué hace
field-audience = Público
field-tone = Tono
field-platforms = Plataformas
field-link = Enlace
field-call = Llamada a la acción
field-signature = Firma
field-hashtags = Hashtags
field-ask = <b>{ $field }</b>
field-now = Ahora es esto; tócalo para copiarlo:
field-clear = ✖️ Borrar
field-cleared = Borrado.
field-how-name = Escribe el nombre nuevo.
field-how-description = ¿Qué hace esta marca? Escribe una o dos frases.
field-how-audience = ¿Para quién escribes? Escríbelo.
field-how-tone = ¿Cómo debe sonar? Por ejemplo: «cercano, frases cortas, sin jerga».
field-how-link = ¿Adónde llevan tus publicaciones? Escribe una dirección como «acme.com/inicio». Solo va en publicaciones que llevan a algún sitio.
field-how-call = ¿Qué debe hacer la gente después de leer? Por ejemplo: «Reserva una cata gratis».
field-how-signature = Escribe una o dos líneas. Las pongo debajo de cada publicación nueva; las que ya tienes se quedan como están.
field-how-hashtags =
    Escribe tus hashtags en grupos, uno por línea; yo elijo los que encajan en cada publicación:
    lanzamiento: #nuevo #hoy
    comida: #pan #café
