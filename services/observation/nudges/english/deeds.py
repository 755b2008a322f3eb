"""Words that tell, or do not tell, what was done."""

from __future__ import annotations

from contracts.languages import words_of

SEEMING = words_of(
    """
    act acted acting acts appear appeared appears as became become becomes behave behaved behaves behaving feel
    feels felt look looked looks remain remained remains seem seemed seems sound sounded sounding sounds
    """
)
"""After these any word in -ed or -ing tells how somebody is, not what somebody did."""

LINKS = SEEMING | words_of(
    """
    am are aren't arent be been being get gets getting got is isn't isnt keep keeps kept stay stayed stays was
    wasn't wasnt were weren't werent
    """
)
"""After these it does so too, unless it is a deed: "was bored", but "was transferred"."""

DEGREES = words_of(
    """
    absolutely always bit completely constantly extremely fairly how incredibly kind least less more most often
    overly pretty quite rather really slightly so somewhat sort super too totally usually very way
    """
)

_CONTRACTED = words_of("can't couldn't didn't doesn't don't hadn't hasn't haven't shouldn't won't wouldn't")

NEGATIONS = _CONTRACTED | {word.replace("'", "") for word in _CONTRACTED} | {"cannot", "never", "not"}
"""Typed with the apostrophe or without."""

BEFORE_BASE = NEGATIONS | words_of(
    "and can could did do does failed forgot helped let lets made must or refused should then to will would"
)
"""A deed in its base form stands after one of these: "did not ask", "forgot to log", "made her wait"."""

VAGUE = words_of(
    """
    ace act adapt adjust admire alienate annoy antagonise antagonize appear appreciate approach assist attempt be
    become behave belittle bond botch bother bulldoze bully bungle butcher care carry charm coach collaborate come
    communicate concentrate concern conduct connect consider continue contribute control cooperate cope crush dazzle
    deal delight deliver demonstrate deserve develop disappoint display disrespect dither do dominate doubt
    embarrass empathise empathize engage enjoy exceed excel exhibit expect fail feel flop flounder focus frustrate
    fumble get guess handle have hear help hope hurry impress improve interact intimidate irritate kill know lack
    learn lecture like listen live look love make manage master mishandle mistreat motivate muddle nail need neglect
    offend overcomplicate overreact own panic patronise patronize perform practice practise prefer present progress
    provide provoke ramble reassure relate relax remain represent resolve respect rock ruin rush seem serve shine
    show smash snap solve soothe sound stonewall struggle stumble succeed sulk support sympathise sympathize tend
    think train treat trouble trust try underperform understand upset waffle want wish wonder work worry wow
    """
)
"""Verbs, in their base form, that grade or tell no more than that something went on."""

DONE = words_of(
    """
    ate backed began bent bet bought broke brought built came caught chose cut drank drew drove forgot found gave
    heard held hid hit hung kept laid led left lent let lit made met misread mistook overheard overrode paid put
    quit ran rang read redid reread rewrote rode said sang sat sent shook shot showed shut slept slid snuck sold
    spelled spelt spent split spoke spun stole stood stuck swore swung taught tested threw told took tore typed
    undid used went withdrew withheld woke wore wound wrote
    """
)
"""Past forms, most without -ed, of deeds that one can see or hear."""

LIGHT = words_of("displayed gave give gives kept keeps leaves left showed shows take took")
"""What they say of the rep is in the words after them: "gave a poor explanation"."""

DEEDS = words_of(
    """
    accompany accuse acknowledge add advise announce answer apologise apologize argue arrive ask attach bang bark
    blame book bring browse call cancel carry change charge chat check chew click close come compare complain
    confirm copy correct count credit curse cut decline deduct delete deliver deny dial drink drop drum eat edit
    email end enter escalate escort exchange explain fetch finish forward frown give gossip greet guide hand hang
    hold hum ignore inform install interrupt introduce invite joke jump laugh leave lift list log look lower measure
    mention message mumble mute mutter name nod note notify offer open order pack pass paste pause pick pin point
    post pour print probe promise proofread quote raise read rebook recap recommend record refund refuse remind
    repeat rephrase replace reply reschedule reset respond restart return roll say scan schedule scroll search send
    share ship shout show sigh sign sing skip slam smile speak spell start state stay stop submit suggest sum
    summarise summarize swap swear swivel take talk tap tease tell test text thank touch transfer translate turn
    type unpack update upgrade upsell use verify wait waive walk warn wave wear weigh whisper whistle write yawn
    yell
    """
)
"""Deeds in their base form. A past form in -ed needs no list, unless a word like "was" stands before it."""
