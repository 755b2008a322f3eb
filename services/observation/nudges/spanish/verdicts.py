"""Words that judge."""

from __future__ import annotations

from contracts.languages import words_of

_CHARACTER = words_of(
    """
    abierto absurdo aburrido abusivo acelerado aceptable acertado acogedor acomodaticio adecuado afable agil
    agobiado agresivo agrio alegre altanero altiva amable amargada amateur ambiguo ameno antipatico apagado apatico
    apurado arisco arrogante asertivo aspero atento atropellada autoritario bestia bien blando bobo bonito borde
    brillante brusco bruto buen bueno burda burlon burocratico cabezota cabreado calido calmado campeon cansino
    caotico capaz caradura carinoso catastrofe cercano chapo chapucero chapuza charlatan chevere chido chulo cinico
    claro colaborador comodo competente comprometido conciliador condescendiente confuso contestona contundente
    cordial cortante cortes crac crack criticon cruel cuidadoso culto debil dedicado deficiente dejado delicada
    desagradable desanimado desastre desastroso desatento descortes descuidado desesperado desganado desinteresado
    desmotivado desorganizado despectivo despistado despota despreocupado detallista diez dificil dinamico
    diplomatico directa discreto disperso dispuesto distante distraido divertida dulce duro educado eficaz eficiente
    egoista ejemplar empatico encantador enfadado enojado enorme entregada entusiasta esceptico espectacular espeso
    espontaneo estresado estricta estupendo excelente experto exquisito extraordinario fabuloso fanatico fantastico
    fastidiada fatal feliz fenomenal fenomeno feo fino firme flexible flojo fluido formal franco frio fuerte gacho
    genial gentil gran grande grata grosero grunon guay habil hablador honesto horrible horror hosco hostil humilde
    hurano ideal impaciente impecable impertinente implicado impreciso improvisado impuntual inadecuado incapaz
    incomodo incompetente inconsistente increible indeciso indiferente ineficaz ineficiente inepto infantil
    inflexible informal inhumano injusto inmaduro inoportuno inquieto inseguro insistente insolente insoportable
    insuficiente inteligente intenso intolerante inutil ironico irrespetuoso irresponsable irritable jovial joya
    lamentable lastima leal lento lider lince listo llorica llorona loco locuaz lucida lujo maduro magnifico
    majadero majo mal maleducado malhumorado malo mamon mandon maniatico manipulador maquina maravilla maravilloso
    mecanico mediocre mejor mezquino monotono monstruo mordaz motivado mustio natural necio nefasto negativo
    nervioso nivelazo noble notable nulo odiosa oportuno optimista optimo organizado orgulloso paciente parco pasivo
    pasota paternalista patetico payaso peleon pena penoso peor perezoso perfecto perspicaz pesado pesimo pijo
    placer pobre polemico positivo preparado prepotente presente pro proactivo productivo profesional prolijo
    prudente pulcro puntual queja quejica rancio rapido raro raso reacio reactiva rebelde regular relajado
    resolutivo respetuoso respondona responsable resuelto retador ridiculo rigido risueno robot robotico rudo ruin
    rutinario sabio sangron sarcastico satisfactoria satisfecha seco seguro sensato sereno serio servicial simpatico
    sincero soberbio sobresaliente sobrio solido soso suave superior sutil tacano temperamental tenaz tenso terco
    terrible tibia timido tipico tonto top torpe tosco tozudo tranquilo tremendo triste turbio vacilon vago valiente
    vergonzoso verguenza versatil violento voluble vulgar zafio
    """
)
"""How somebody is, or what somebody is, in one form."""


def _forms(word: str) -> tuple[str, ...]:
    """The word, feminine and plural: seco, seca, secos, secas."""
    if word.endswith(("a", "o")):
        return tuple(word[:-1] + ending for ending in ("a", "o", "as", "os"))
    if word.endswith("e"):
        return word, word + "s"
    return word, word + "a", word + "es", word + "as"


CHARACTER = frozenset(form for word in _CHARACTER for form in _forms(word))

QUALITIES = words_of(
    """
    actitud actitudes amabilidad animo animos apatia aplomo aptitud arrogancia asertividad atencion autocontrol
    bordeza brio bronca brusquedad burla cachondeo calidad calidez calma caracter carencia carino carisma cercania
    chispa chuleria claridad colaboracion comportamiento comprension compromiso comunicacion conducta confianza
    conocimiento conocimientos constancia control corazon cordialidad cortesia cuidado dedicacion delicadeza desden
    desempeno desenvoltura desesperacion desgana desidia desinteres desprecio destreza disciplina displicencia
    disposicion dominio don dureza educacion eficacia eficiencia empatia empeno energia entrega entusiasmo equipo
    error errores escucha esfuerzo estilo excusa excusas experiencia falta faltas firmeza flexibilidad fluidez
    formas frialdad fuerza gana ganas garra gestion gracia guasa gusto habilidad habilidades habito humildad humor
    impaciencia impertinencia impresion indiferencia iniciativa interes labor lenguaje liderazgo madurez manejo
    manera maneras modales modo motivacion nervios nivel nobleza nota onda orden organizacion pachorra paciencia
    pasion pasotismo pereza personalidad picardia potencial prepotencia presencia proactividad profesionalidad
    profesionalismo rapidez rendimiento respeto responsabilidad resultado rollo salero seguridad sensibilidad
    sequedad serenidad seriedad servicio simpatia soltura solvencia sonrisa sosiego tacto talento templanza temple
    ternura tono tonos torpeza trabajo trato vagancia voluntad
    """
)
"""What somebody shows or lacks."""

GRADING = words_of(
    """
    actua actuacion adelante agobia agobio altera altero animate aprende atendio atiende aunque bravo brilla brillo
    comporta comporto constantemente continuamente conviene cuesta cuestan cumple cumplio debe deben deberia
    deberias debes demostro demuestra desconecta descuida descuido desempena desespera desespero destaca destaco
    distrae empeora empeoro encanta encantan encanto enhorabuena escucha escuchas escucho esforzo esfuerza
    explicacion falla fallo faltan falto felicidades felicitaciones felicito genero gestiona gestionaste gestiono
    gracias gusta gustado gusto hay impacienta impaciento importa importan importo irrita irrito jamas logra logro
    luce lucio maneja manejaste manejo mejora mejorado mejorar mejoro merece mostraste mostro motiva muestra
    necesita necesitas nunca ojala ole olvidate pareces perdio perdiste podria podrias pudo puede puedes quiero
    resolvio resolviste respeta sabe sabes siempre sigue sobra sobran sobro solucion soluciono solvento superacion
    supo tendria tenia tiene tienes transmite transmitio trata trataste trato ultimamente
    """
)
"""Advice, habits, thanks, and verbs that give marks."""

JUDGING = CHARACTER | QUALITIES | GRADING

_ENDINGS = words_of(
    """
    oso osa osos osas ivo iva ivos ivas able ables ible ibles mente isimo isima isimos isimas idad ismo azo
    """
)
JUDGING_ENDINGS = tuple(sorted(_ENDINGS))
"""How words end that tell how somebody is."""

NOT_JUDGING = words_of(
    """
    abrazo activa activo actualmente aproximadamente archivo atrazo automatica automaticamente automatico brazo
    cable cables cantidad caridad ciudad clavo cliente comunidad correctamente cosa cosas debidamente
    definitivamente diapositiva directamente directiva directivo disponible dispositivo efectivo electricidad
    entidad exactamente facilidades finalmente fosa identidad igualmente incorrectamente inicialmente inmediatamente
    iva lentamente literalmente localidad manualmente misma mismo motivo novedad nuevamente objetivo oportunidad
    parcialmente plazo posteriormente preventivo previamente privacidad prosa publicidad recientemente reembolsable
    repetidamente responsables retraso rosa sabrosa silenciosamente solamente telefonicamente trazo unicamente
    unidad utilidad variable velocidad verbalmente vivo
    """
)
"""Words that only end like judgements."""
