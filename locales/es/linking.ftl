settings-web = Cuenta web
settings-invite = Invitar a alguien

link-none =
    Este chat no está conectado con una cuenta web.

    Cuando lo esté, ambos muestran las mismas marcas y publicaciones.
link-there = Este chat está conectado con la cuenta web <b>{ $account }</b>.
link-connect = Conectar la cuenta web
link-no-page = Todavía no hay una página web con la que conectar.
link-open-page =
    Abre la página, inicia sesión allí y síguela. Después te pregunto aquí una vez más.

    El botón sirve una sola vez, durante 10 minutos. No lo pases a nadie.
link-open = Abrir la página

link-nameless = sin nombre
link-ask =
    ¿Conecto este chat con la cuenta web <b>{ $account }</b>?

    Todo lo que hay en ella se podrá ver y cambiar desde ambos lados. Si no lo has pedido tú en la web hace un momento, toca No.
link-yes = Sí, conectar
link-no = No
link-web-asked = Bien. Ahora confírmalo también en la página web; allí aparece tu nombre.
link-refused = De acuerdo, no se ha conectado nada.
link-made =
    ✅ Este chat está conectado con la cuenta web <b>{ $account }</b>. Ambos muestran ahora las mismas marcas y publicaciones, y las publicaciones llegan aquí.

    /posts · /schedule · /brands · /settings
link-replaces = La cuenta web está conectada hasta ahora con el Telegram de <b>{ $name }</b>. Ese chat se desconecta entonces, y lo programado llega aquí.
link-elsewhere = ⚠️ Alguien que ha iniciado sesión en tu cuenta web está a punto de conectar el Telegram de <b>{ $name }</b> en lugar de este chat. Si no eres tú, recházalo en la página web.

link-joins = <b>Ambos tienen ya algo y se convierten en una sola cuenta:</b>
link-holds-chat = • Este chat: { $holds }
link-holds-web = • La cuenta web: { $holds }
link-used = • Lo usado este mes se suma: { $used }
link-plan = • El plan es entonces <b>{ $plan }</b>
link-keeps-chat = • El idioma, la zona horaria y los demás ajustes quedan como aquí
link-keeps-web = • El idioma, la zona horaria y los demás ajustes pasan a ser los de la cuenta web
link-default = • La marca predeterminada es «{ $brand }»
link-renamed = • Ambos tienen una marca «{ $former }»: una de ellas se llama entonces «{ $name }»
link-renamed-more = { $number ->
    [one] • { $number } marca más recibe un número detrás de su nombre
   *[other] • { $number } marcas más reciben un número detrás de su nombre
}
link-over-plan = { $number ->
    [one] • Es { $number } marca más de las que caben en el plan: todas se quedan, pero no puedes crear otra
   *[other] • Son { $number } marcas más de las que caben en el plan: todas se quedan, pero no puedes crear otra
}
link-brands = { $number ->
    [one] { $number } marca
   *[other] { $number } marcas
}
link-posts = { $number ->
    [one] { $number } publicación
   *[other] { $number } publicaciones
}
link-scheduled = { $number ->
    [one] { $number } programada
   *[other] { $number } programadas
}
link-pictures = { $number ->
    [one] { $number } imagen
   *[other] { $number } imágenes
}
link-characters = { $number ->
    [one] { $number } carácter de voz
   *[other] { $number } caracteres de voz
}

link-leave = Desconectar
link-leave-ask =
    ¿Desconecto este chat de la cuenta web <b>{ $account }</b>?

    Todas las marcas y publicaciones se quedan en la cuenta web. Lo programado espera allí hasta que conectes de nuevo un chat. Este chat empieza de cero, sin nada.
link-leave-yes = Sí, desconectar
link-left =
    Este chat ya no está conectado con la cuenta web <b>{ $account }</b>. Las marcas y publicaciones se quedan en esa cuenta, y lo programado espera allí.

    Envía /start para empezar aquí de nuevo.

invite = Con este enlace otras personas llegan a mí, y sé que vienen de tu parte:
invite-copy = Copiar el enlace

error-link-code-unusable = Este enlace ya no sirve: está usado o tiene más de 10 minutos. Pide uno nuevo en la página web.
error-too-many-link-tries = Han sido demasiados enlaces que no sirven. Espera una hora, por favor.
error-link-not-found = Ya no encuentro esto. Empieza otra vez, por favor.
error-link-over = Han pasado más de 10 minutos, o se rechazó. No se ha conectado nada; empieza otra vez, por favor.
error-link-unanswered = Di primero que sí en la página web.
error-already-linked = Este chat ya está conectado con esta cuenta web.
error-chat-linked-elsewhere = Este chat está conectado con otra cuenta web. Desconéctalo primero: /settings, Cuenta web.
error-not-on-the-web = Esta cuenta no puede iniciar sesión en la web.
error-not-linked = Este chat no está conectado con una cuenta web.
error-two-paid-plans = Ambas cuentas tienen un plan de pago. Termina antes uno de ellos; después se pueden conectar.
error-payment-open = Hay una página de pago abierta. Termínala o espera a que se cierre; después conecta.
