"""Words that tell, or do not tell, what was done."""

from __future__ import annotations

from contracts.languages import words_of

LINKS = words_of(
    """
    anda andaba anduvo como era eran eras eres es esta estaba estaban estabas estan estas estoy estuvieron estuviste
    estuvo fue fueron fuiste mostraba mostraste mostro muestra nota notaba noto parece parecen pareces parecia
    parecias parecio pareciste pone puso queda quedaste quedo se sentia ser siente sigas sigue sigues siguio sintio
    son sonaba sonabas sonaste sono soy suena suenas ve veia vio volvio vuelve
    """
)
"""After these a word in -ado or -ido tells how somebody is."""

DEGREES = words_of(
    """
    algo bastante bien casi completamente demasiada demasiado jamas mal mas medio menos muy nada nunca poca poco que
    re realmente siempre super tan totalmente un
    """
)

VAGUE = words_of(
    """
    aburr actu afect agobi aguant alegr alter aport apoy apreci aprend atend atrev ayud brind cabre calm cans
    colabor comport comprend comunic conect contagi control cuid cumpl dej demostr desanim descuid desempen
    desenvolv desesper destac disfrut distra emocion empatiz empeor encant enfad enoj entend escuch esforz evidenci
    exced expres fall falt frustr gener gest gestion gust hac ignor impacient implic import impresion inspir intent
    interes irrit libr logr luc maltrat mand manej manten mejor merec molest mostr motiv necesit ofend parec
    particip pas perd perdi port preocup progres proyect pud qued querer quis relacion rend resolv respet se sent
    ser sirv sobresal sol solucion son sorprend super supo ten tens trabaj tranquiliz transmit trat triunf vacil val
    valor ve
    """
)
"""Stems of verbs that grade or tell no more than that something went on."""

DONE = words_of(
    """
    abrio abriste acabo aclaro acompano adjunto advirtio agradecio alzo anoto apunto aviso bebio bostezo busco
    cambio cancelo cayo cerro cobro colgaste colgo comento comenzo comia comio comprobo condujo confirmo consulto
    conteste contesto conto copio corrigio corto culpo decia dejaste dejo derivo detallo devolvio dijeron dijiste
    dijo dio diste dudo durmio echo eligio empezo entrego envio eructo escalo escaneo escribia escribio escribiste
    espero explico fingio firmo gritaba grito hablaba hiciste hizo imprimio indico informo interrumpio interrumpiste
    leia leiste levanto leyo llamaste llamo mando mascaba menciono mintio miraba nego ofrecio ofreciste olvido paso
    pego pidieron pidio pidiste preguntaste pregunte pregunto presento prometio propuso pusiste puso recomendaste
    recomendo reconocio redirigio repitio reservo respondio resumio resumiste reviso rio saludo sonriendo sonrio
    sugirio suspiro tardo tecleo termino tradujo trajo transfirieron transfirio tutea tuteo uso utilizo verifico
    vino
    """
)
"""Past forms of deeds, as people also type them: without the accent."""

DEEDS = words_of(
    """
    abre abrir acompana acompanar agradece agradecer anota anotar apunta apuntar avisa avisar avisarle busca buscar
    cambia cambiar cancela cancelar cerrar cierra cobra cobrar coge coger colgar comprobar comprueba confirma
    confirmar consulta consultar contesta contestar corta cortar cuelga decir decirle deja dejar despedir despide
    devolver devuelve dice disculpa disculpar echa echar envia enviar escribe escribir espera esperar explica
    explicar firma firmar grita gritar identifica identificar informa informar interrumpe interrumpir lee leer llama
    llamar manda mandar mira mirar ofrece ofrecer ofrecerle olvida olvidar pasa pasar pedir pide pone poner pregunta
    preguntar presenta presentar promete prometer recapitula recapitular registra registrar repetir repite responde
    responder resume resumir revisa revisar saluda saludar silencia silenciar sonreir sonrie transferir transfiere
    tutea usa usar verifica verificar volver vuelve
    """
)
"""Deeds in the present and the infinitive."""
