"""Words that judge."""

from __future__ import annotations

from contracts.languages import words_of

CHARACTER = words_of(
    """
    abierto absurdo aburrida aburrido acelerada acelerado aceptable acertada acertado adecuada adecuado afable agil
    agobiada agobiado agresiva agresivo agria agrio alegre altanera altanero altiva amable amargada amateur amena
    ameno antipatica antipatico apagada apagado apatica apatico apurada apurado arisca arisco arrogante asertiva
    asertivo aspera aspero atenta atento atropellada bien bonita bonito borde bordes brillante brusca brusco buen
    buena buenas bueno buenos burda cabreada cabreado calida calido calmada calmado campeon campeona caotica caotico
    capaz carinosa carinoso cercana cercano chapo chula chulo clara claro comoda comodo competente comprometida
    comprometido confusa confuso contundente cortante cortes crac crack cruel cuidadosa cuidadoso debil dedicada
    dedicado deficiente dejada dejado delicada desagradable desanimada desanimado desastre desastroso desatenta
    desatento descortes descuidada descuidado desganada desganado desinteresada desinteresado desmotivada
    desmotivado desorganizada desorganizado despectiva despectivo despistada despistado despota despreocupada
    despreocupado detallista diez dificil directa dispersa disperso distante distraida distraido divertida dulce
    dura duro educada educado eficaz eficiente ejemplar empatica empatico encantador encantadora enfadada enfadado
    enojada enojado enorme entregada entusiasta espectacular espesa espeso estresada estresado estricta estupenda
    estupendo excelente excelentes experta experto extraordinaria extraordinario fabulosa fabuloso fantastica
    fantastico fastidiada fatal fatales feliz fenomenal fenomeno firme flexible floja flojo fluida fluido formal
    fria frio fuerte genial geniales gentil gran grande grandes grata grosera grosero habil honesta honesto horrible
    horror hostil humilde ideal impaciente impecable impertinente implicada implicado imprecisa impreciso
    improvisada improvisado inadecuada inadecuado incapaz incomoda incomodo incompetente inconsistente increible
    indiferente ineficaz ineficiente inepta inepto inflexible informal insegura inseguro insistente insolente
    insoportable insuficiente inteligente intolerante inutil ironica ironico irrespetuosa irrespetuoso irresponsable
    irritable joya lamentable lastima lenta lento lider lista listo lucida lujo magnifica magnifico maja majo mal
    mala malas maleducada maleducado malhumorada malhumorado malo malos maquina maravilla maravillosa maravilloso
    mecanica mecanico mediocre mejor mejores monotona monotono motivada motivado natural nefasta nefasto negativa
    negativo nerviosa nervioso nivelazo notable nula nulo odiosa optima optimo organizada organizado orgullosa
    orgulloso paciente parca parco pasiva pasivo pasota patetica patetico pena penosa penoso peor peores perezosa
    perezoso perfecta perfecto pesada pesado pesima pesimo placer pobre positiva positivo preparada preparado
    prepotente presente pro proactiva proactivo productiva productivo profesional profesionales prudente puntual
    queja quejica rapida rapido rara raro reactiva regular regulares relajada relajado resolutiva resolutivo
    respetuosa respetuoso respondona responsable rigida rigido robotica robotico ruda rudo sarcastica sarcastico
    satisfactoria satisfecha seca seco segura seguro seria serio servicial simpatica simpatico sincera sincero
    soberbia soberbio sobresaliente solida solido sosa soso superior sutil tensa tenso terca terco terrible tibia
    timida timido tipica tipico top torpe tosca tosco tranquila tranquilo triste vaga vago valiente vergonzosa
    vergonzoso verguenza
    """
)
"""How somebody is, or what somebody is."""

QUALITIES = words_of(
    """
    actitud actitudes amabilidad animo animos apatia aptitud arrogancia asertividad atencion autocontrol calidad
    calidez calma caracter carencia carisma cercania claridad colaboracion comportamiento comprension compromiso
    comunicacion conducta confianza conocimiento conocimientos constancia control corazon cordialidad cortesia
    cuidado dedicacion delicadeza desempeno desenvoltura desgana desinteres destreza disciplina disposicion dominio
    don educacion eficacia eficiencia empatia empeno energia entrega entusiasmo equipo error errores escucha
    esfuerzo estilo excusa excusas experiencia falta faltas firmeza flexibilidad fluidez formas fuerza gana ganas
    gestion gracia gusto habilidad habilidades habito humor impaciencia impresion indiferencia iniciativa interes
    labor lenguaje liderazgo manejo manera maneras modales modo motivacion nervios nivel nota orden organizacion
    paciencia pasion pasotismo personalidad potencial presencia proactividad profesionalidad profesionalismo rapidez
    rendimiento respeto responsabilidad resultado seguridad sensibilidad seriedad servicio simpatia soltura sonrisa
    tacto talento tono tonos trabajo trato voluntad voz
    """
)
"""What somebody shows or lacks."""

GRADING = words_of(
    """
    actua actuacion adelante animate aprende atendio atiende aunque bravo brilla brillo comporta comporto
    constantemente continuamente conviene cuesta cuestan cumple cumplio debe deben deberia deberias debes demostro
    demuestra desempena destaca destaco encanta encantan encanto enhorabuena escucha escuchas escucho esforzo
    esfuerza explicacion falla fallo faltan falto felicidades felicitaciones felicito genero gestiona gestionaste
    gestiono gracias gusta gustado gusto hay importa importan importo jamas logra logro luce lucio maneja manejaste
    manejo mejora mejorado mejorar mejoro merece mostraste mostro motiva muestra necesita necesitas nunca ojala ole
    olvidate pareces perdio perdiste podria podrias pudo puede puedes quiero resolvio resolviste respeta sabe sabes
    siempre sigue sobra sobran sobro solucion soluciono solvento superacion supo tendria tenia tiene tienes
    transmite transmitio trata trataste trato ultimamente
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
