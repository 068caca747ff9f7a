bot-description = Convierto una transcripción en publicaciones con la voz de tu marca y te traigo cada una aquí en el minuto en que debe salir, lista para publicar con un toque.
bot-short-description = De la transcripción a publicaciones que vuelven en su minuto.

back = « Volver
page-before = « Anteriores
page-after = Siguientes »
skip = Omitir
try-again = Intentar de nuevo
stale-button = Este botón es de una pregunta que ya terminó. Envía /help para ver qué puedo hacer.

help =
    <b>Qué hago</b>
    Tú me das un texto: una transcripción, unas notas, un borrador. Yo escribo publicaciones con la voz de tu marca y te traigo cada una aquí en su minuto, lista para publicar.

    /new – crear publicaciones a partir de un texto
    /posts – todas tus publicaciones
    /schedule – lo que viene
    /brands – para quién escribes
    /voice – convertir un texto en voz
    /image – pintar una imagen
    /plan – tu plan y lo que te queda
    /settings – idioma y zona horaria
    /cancel – dejar lo que estemos haciendo

    O simplemente envíame un texto de 10 caracteres o más.
cancelled = De acuerdo, lo dejamos aquí. No se pierde nada de lo que has guardado.
nothing-to-cancel = No hay nada que cancelar. Envíame un texto, o /help para ver qué puedo hacer.
unknown-command = No conozco ese comando. /help muestra lo que puedo hacer.
use-the-buttons = Toca uno de los botones de arriba, o envía /cancel para dejarlo.
cannot-read = De esto no puedo sacar publicaciones. Envíame un texto, un archivo, una grabación o un enlace.

command-new = Crear publicaciones a partir de un texto
command-posts = Todas tus publicaciones
command-schedule = Lo que viene
command-brands = Para quién escribes
command-settings = Idioma y zona horaria
command-help = Qué puedo hacer
command-cancel = Dejar lo que estamos haciendo

style-professional = Profesional
style-casual = Informal
style-witty = Ingenioso
