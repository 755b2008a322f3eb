"""Words for what is on a desk or in a call, for those on the other side, and the small words."""

from __future__ import annotations

from contracts.languages import words_of
from services.observation.nudges.spanish.deeds import DEGREES, LINKS
from services.observation.nudges.words import PAUSE, VERDICT

NUMBERS = words_of(
    """
    ambas ambos cien cinco cincuenta cuarenta cuatro doce docena dos nueve ocho once quince seis sesenta siete
    treinta tres veinte
    """
)

OCCASIONS = words_of(
    """
    agente agentes area areas caso casos chat chats clientas cliente clientes contacto contactos conversacion cosa
    cosas de dia dias en h horas hrs llamada llamadas mes meses ocasion ocasiones persona personas punto puntos
    semana semanas turno turnos ultimas ultimos veces vez
    """
)
"""What is counted without telling anything of it, as in "dos llamadas malas"."""

PARTIES = words_of(
    """
    caballero clienta clientas cliente clientes huesped llamante pareja pasajera pasajero senor senora usuaria
    usuario
    """
)
"""Those on the other side; what they do is not the rep's deed."""

AMISS = words_of(
    "antigua antiguo equivocada equivocado erronea erroneo incorrecta incorrecto ningun ninguna sin vieja viejo"
)
"""With a thing, this is a fact: "sin saludo", "precio equivocado"."""

THINGS = words_of(
    """
    abrigo adjunto albaran almacen app auricular auriculares bocadillo boleta boligrafo bolsa boton buzon cable cafe
    caja cajon calculadora cancion cargo carpeta carta cascos catalogo chicle cita codigo cola comida comprobante
    contrasena contrato copia correo correos cuenta cupon descanso descuento despedida devolucion direccion disculpa
    documento encuesta enlace entrega envio estante estanteria etiqueta factura facturas fecha ficha firma
    formulario foto fotos garantia guion importe linea maleta mapa mensaje mesa microfono mostrador movil musica
    nombre numero oferta ordenador pagina pago pantalla papel paquete pedido pedidos penalizacion pies pin plan
    plano poliza precio precios producto protocolo puerta puesto queja recibo reembolso referencia registro reserva
    respuesta saludo seguro sello silencio silla sistema tarifa tarjeta tecnico telefono terminos ticket tickets
    tienda transferencia verificacion web
    """
)
"""What can be pointed at, on a desk, on a screen or in a call."""

_FUNCTION_WORDS = words_of(
    """
    a ahi al alguien algun alguna alli alta alto ante antes aqui asi atencion aun ayer bajo boca cada chica chico
    colega colegas companera companeras companero companeros con consulta contigo contra cual cuando cuanto del
    delante demas desde despues dificil dificiles donde duda dudas durante e el ella ellas ellos enfadada enfadado
    entre equipo esa ese eso este esto estos forma formas gente ha hace hacer hacia han hasta hay hecho hola hora
    hoy informacion jefa jefe la las le les lo los luego manana manera mayor mayores me mi mientras mis molesta
    molesto momento mucha muchas mucho muchos nadie ni no nos nosotros nuestra nuestro o os otra otras otro otros
    para pero por porque pregunta preguntas primera problema problemas pues quien reclamacion reclamaciones
    respuesta segun si sido situacion sobre solo su sus tal tambien tanto tarde te telefono toda todas todavia todo
    todos tras tu tus ultima ultimo una unas uno unos usted voz y ya yo
    """
)

SMALL = _FUNCTION_WORDS | LINKS | DEGREES | OCCASIONS | PARTIES | {PAUSE, VERDICT}
"""Words that carry no detail of what was done."""
