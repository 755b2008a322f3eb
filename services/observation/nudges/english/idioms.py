"""Turns of phrase: those that judge, whatever their words mean apart, and those that retell what was said."""

from __future__ import annotations

from services.observation.nudges.words import phrases

VERDICTS = phrases(
    r"(?:go|goes|going|went|gone) (?:the extra mile|above and beyond|through the motions)|above and beyond|extra mile",
    r"know[- ]it[- ]alls?|role models?|team ?players?|good example|example (?:to|for) \w+|from start to finish",
    r"(?:keep|keeps|kept) (?:it|this|that|things) (?:up|\w+)|keep going|well done|good (?:going|stuff|one)|thumbs up",
    r"(?:how|the way) (?:he|she|they|you) \w+|like (?:an?|s?he's|they're|you're) [^.,;:]*|as (?:if|though) [^.,;:]*",
    r"all over the place|checked out|closed off|on an? \w+ note|(?:turned|switched|shut) off|for (?:ages|ever)",
    r"de-?escalat\w+|you c(?:an|ould) (?:tell|see|hear|feel)",
    r"g[ai]ve up|(?:up|down) to (?:our |the |my )?(?:standards?|scratch|par)|on (?:point|fire|form|top of it)",
    r"(?:lost|loses|losing|keeps?|kept|keeping) (?:his|her|their|your|the|my) (?:temper|cool|patience|way|nerve|rag)",
    r"(?:took|takes?|taking) (?:far |way |much )?(?:too long|forever|ages|ownership|charge|pride|care|control)",
    r"(?:took|takes?) (?:it|things|everything) personally|had an? \w+ day|puts? off|(?:stood|stands?) out",
    r"(?:did|does|do|doing|done) (?:a |an )?(?:\w+ )?(?:job|well|great|badly|fine|better|poorly)",
    r"ma(?:de|kes?) (?:a |an )?(?:\w+ ){0,2}(?:mess|impression|effort|attempt|difference|fool|mistakes?)",
    r"ma(?:de|kes?) (?:\w+ ){1,3}feel\b[^.,;:]*|pa(?:y|ys|id|ying) (?:\w+ )?attention(?: to detail)?",
    r"not (?:the way|how) we|that's (?:not )?(?:how|the way|exactly)|the way you|what we want",
    r"(?:comes?|came|coming) (?:across|over|off)|in (?:an?|such a) (?:\w+ )?\w+ (?:way|manner|tone|voice|mood)",
    r"(?:talk(?:s|ed|ing)?|spoke|speaks?) down to|let (?:the team|us|me) down",
    r"(?:brings?|brought|bringing) (?:the team|others|people|everyone|us|the mood) down",
)

REPORTS = phrases(
    r"(?:asked|asks|said|says|told|tells|explained|explains|wrote|replied|answered|promised|claimed|admitted|warned)"
    r"(?: \w+){0,4} (?:what|if|whether|which|where|when|why|how|that|there) \w+"
)
"""Told her that the parcel was lost, asked if that was right."""
