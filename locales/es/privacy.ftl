settings-export = Exportar mis datos
settings-erase = Eliminar mi cuenta

export-making = Estoy reuniendo todo lo que guardo de ti: un archivo con tus textos, imágenes y grabaciones. Llegará aquí; mientras tanto puedes seguir.
export-here = Todo lo que guardo de ti. data.json contiene las palabras y los números; la carpeta «media», tus imágenes y grabaciones.
export-ready = Tu archivo está listo ({ $size } MB). Lo guardo una semana.
export-link = Aquí está. El enlace funciona durante 15 minutos.
export-get = Recibirlo
export-download = Descargar
export-failed = No he podido reunir tus datos. Inténtalo de nuevo, por favor.
export-news = Tu archivo está listo. Lo guardo una semana.

erase-ask =
    <b>¿Eliminar tu cuenta?</b>

    Se van para siempre: tus marcas, tus publicaciones y todo lo programado, tus textos, imágenes y grabaciones, tu propia voz, tu acceso y tus claves. Un plan de pago termina al momento.

    Quizá quieras exportar antes tus datos.
erase-go-on = Eliminar mi cuenta
erase-ask-surely =
    <b>¿Seguro?</b>

    No se puede deshacer. Nada de lo programado llegará.
erase-surely = Sí, eliminar todo
erase-keep = No, conservarla
erase-kept = Bien. Todo queda como está.
erase-begun = Tu cuenta está cerrada. Ahora estoy eliminando todo lo que había en ella.
erase-farewell =
    Tu cuenta y todo lo que había en ella se está eliminando. Este es mi último mensaje.

    Si algún día quieres empezar de nuevo, envía /start.
erase-nobody = Esta cuenta se eliminó. Envía /start para empezar de nuevo.

operators-erasure-waits = La eliminación de una cuenta lleva días esperando: { $id }. Algo de fuera no responde; se vuelve a intentar cada hora.

error-export-not-found = Ese archivo ya no está. Puedes pedir uno nuevo en /settings.
