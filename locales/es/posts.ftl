post-about = { $platform } · { $length } de { $limit }
post-scheduled = 🗓 Llega { $when }
post-held = ⏸ Debía llegar { $when } y te espera: muévela, envíala ya o cancélala
post-schedule = 🗓 Programar
post-schedule-again = 🗓 Programar otra vez
post-move = 🗓 Mover
post-edit = ✏️ Editar
post-copy = 📋 Copiar
post-delete = 🗑 Borrar
post-send-now = 🚀 Enviar ya
post-unschedule = ✖️ Cancelar
post-show = Ver la publicación
post-ask-text = Envíame el texto nuevo, de hasta { $limit } caracteres. Este es el actual; tócalo para copiarlo:
post-ask-delete = ¿Borrar esta publicación para siempre?
post-ask-delete-scheduled = Esta publicación está programada. ¿Borrarla para siempre? No llegará.
post-delete-surely = 🗑 Sí, borrar
post-deleted = La publicación está borrada.
posts-none = Todavía no tienes publicaciones. Envíame un texto y hago algunas.
posts-list = <b>Tus publicaciones</b>, las más nuevas primero. Toca un número para abrir una.
posts-newest = « Más nuevas
posts-older = Más antiguas »
posts-filter = ⚙️ Filtrar
posts-search = 🔎 Buscar
posts-clear = ✖️ Ver todas
posts-show = Ver estas publicaciones
posts-only = Solo:
posts-choose = <b>¿Qué publicaciones te muestro?</b> Toca lo que quieras, y tócalo otra vez para quitarlo.
posts-ask-words = ¿Qué busco? Escribe una o varias palabras de la publicación; de la última basta el comienzo.
posts-none-fit = <b>Ninguna publicación es así.</b> Puedes cambiar el filtro o ver todas tus publicaciones.
posts-none-so-far = { $number ->
    [one] <b>Nada todavía.</b> He mirado { $number } publicación, de la más nueva hacia atrás. Hay más antiguas.
   *[other] <b>Nada todavía.</b> He mirado { $number } publicaciones, de la más nueva hacia atrás. Hay más antiguas.
}
posts-unfinished = { $number ->
    [one] Hasta ahora he mirado { $number } publicación. Hay más antiguas.
   *[other] Hasta ahora he mirado { $number } publicaciones. Hay más antiguas.
}
posts-look-further = Seguir buscando »
posts-words-gone = Ya no sé qué buscabas; toca Buscar y dímelo otra vez. Estas son tus publicaciones sin esa búsqueda.
posts-brand-gone = Esa marca ya no existe. Estas son tus publicaciones sin ese filtro.
error-nothing-to-search-for = Necesito una palabra, un número o un emoji que buscar. Escríbelo, por favor.
error-search-too-long = { $limit ->
    [one] Es demasiado largo para buscarlo: { $limit } carácter como mucho. Bastan unas pocas palabras.
   *[other] Es demasiado largo para buscarlo: { $limit } caracteres como mucho. Bastan unas pocas palabras.
}
status-draft = borrador
status-scheduled = programada
status-delivered = entregada
status-published = publicada
status-skipped = omitida
status-failed = no se pudo entregar
