source-reading = Estoy leyendo lo que me has enviado…
source-nothing = No he podido sacar ningún texto de esto.
source-collecting = { $number ->
    [one] <b>{ $number } mensaje por ahora.</b>
   *[other] <b>{ $number } mensajes por ahora.</b>
} Envíame más o toca «Eso es todo».
source-more = ＋ Añadir más
source-enough = Eso es todo ✓
source-others = … ({ $hidden } no se muestran)
source-from = de { $origin }
source-sound = Grabación, { $duration }
source-document = un archivo

unreadable-unsupported = No puedo leer este tipo de contenido. Leo texto, archivos .txt, .md, .srt, .vtt, .docx y .pdf, grabaciones y enlaces a artículos.
unreadable-old-word = Es un archivo de Word antiguo. Guárdalo como .docx y envíamelo de nuevo, por favor.
unreadable-too-large = Ocupa más de 20 MB, más de lo que Telegram me deja descargar. Envíame una parte más corta o un enlace.
unreadable-large-page = Esta página es demasiado grande para mí. Envíame el texto mismo, por favor.
unreadable-too-long = Con esto serían más de 200.000 caracteres. Envíame una parte más corta.
unreadable-no-text = No he encontrado palabras en él.
unreadable-broken = Parece dañado: no puedo abrirlo.
unreadable-protected = Está protegido con contraseña o requiere iniciar sesión. Envíame una copia abierta, por favor.
unreadable-not-found = Ya no hay nada ahí. Envíamelo de nuevo, por favor.
unreadable-not-allowed = Solo sigo enlaces a páginas públicas.
unreadable-no-transcript = Este vídeo no tiene subtítulos que pueda leer.
unreadable-unreachable = No he podido acceder. Inténtalo de nuevo en un momento.
unreadable-busy = Ha tardado demasiado. Inténtalo de nuevo en un momento.
unreadable-our-side = Algo falla por nuestra parte y ya lo sabemos. Por ahora, envíame el texto mismo.
