"""Turns of phrase: those that judge, whatever their words mean apart, and those that retell what was said."""

from __future__ import annotations

from services.observation.nudges.words import phrases

_SHOULD = r"(?:tienes?|hay) que|deb(?:es?|er[íi]as?)|pued(?:es?)|podr[íi]as?|no supo"

VERDICTS = phrases(
    r"sig(?:ue|a|an) as[ií]|bien hecho|buen(?:a|os|as)? (?:trabajo|hecho|llamada|chat)|da gusto|de principio a fin",
    r"como (?:una? )?(?:crack|robot|m[áa]quina)|como si [^.,;:]*|a la defensiva|m[áa]s all[áa]|trato al cliente",
    r"(?:estuvo|estuviste|est[áa]|qued[óo]) a la altura|perdi(?:[óo]|ste) (?:la paciencia|los nervios|el control)",
    r"de (?:mala|buena) (?:gana|manera|forma)|con (?:mucha|poca|gran) \w+|(?:muy|qu[ée]) (?:bien|mal)",
    r"con (?!frecuencia)\w+(?:encia|ancia|eza|dad|tud)",
    r"[lt]e (?:faltan?|falt[óo]|cuestan?|sobran?)|(?:" + _SHOULD + r") \w+r(?:se|l[oae]s?)?",
    r"c[óo]mo (?:l[eoa] )?(?:hablaste|habla|trat\w+)|hizo sentir[^.,;:]*|lo (?:hizo|hiciste)",
    r"hizo (?:una? )?(?:muy )?(?:gran |buena? |mala? )?(?:trabajo|labor|esfuerzo)",
    r"(?:pone|pon[íi]a|poner|puso) (?:inter[ée]s|ganas|de su parte)|tom[óo] (?:a mal|como algo personal)|a pecho",
    r"(?:da|dio|diste) (?:buena|mala) (?:imagen|impresi[óo]n)|us(?:a|as|[óo]|aste|aba) una? (?:tono|lenguaje|actitud)",
    r"la (?:rompi[óo]|rompiste|clav[óo]|clavaste)",
)

REPORTS = phrases(
    r"(?:dice|dijo|dijiste|pregunt[óo]|preguntaste|explic[óo]|contest[óo]|respondi[óo]|escribi[óo]|prometi[óo]|avis[óo])"
    r"(?: \w+){0,4} (?:que|si|qu[ée]|cu[áa]ndo|d[óo]nde|por qu[ée]|cu[áa]l|c[óo]mo) \w+"
)
"""Le dijo que el paquete se perdió, preguntó si quedaba algo."""
