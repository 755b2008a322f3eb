"""Words that judge."""

from __future__ import annotations

from contracts.languages import words_of

CHARACTER = words_of(
    """
    abrupt absent abysmal acceptable ace adversarial aggressive agitated aloof amazing angry annoyed annoying
    anxious apathetic appalling approachable appropriate argumentative arrogant articulate assertive asset attentive
    average awesome awful awkward bad belittling best better bland blunt bored boring bossy brash bright brilliant
    brisk brusque bubbly bully burnt calm capable careless caring casual champ champion charming chatty cheeky
    cheerful cheery childish chilly chirpy clear clever clown clueless clumsy cocky cold combative committed
    competent composed concise condescending confident confused confusing considerate consistent cool cooperative
    courteous crap crisp cross curt cynical decent dedicated defensive delight demanding demeaning demotivated
    detached detailed difficult diligent diplomatic dire disaster discourteous disengaged disgraceful dishonest
    disinterested dismissive disorganised disorganized disrespectful distant distracted dramatic dreadful dry dull
    dumb eager edgy efficient elegant embarrassing emotional encouraging energetic engaged engaging enthusiastic
    excellent exceptional exemplary exhausted experienced fab fabulous fair fake fantastic fast fed fierce fine firm
    flat flawless flexible fluent flustered focused formal friendly frosty frustrated frustrating fun funny gem
    gentle genuine gift gifted good graceful great grim gruff grumpy half-hearted hard hardworking harsh hasty
    helpful hero hesitant hit-and-miss honest horrible hostile huffy humble hurried hyper icy ideal idiot iffy
    ignorant immature impatient impeccable impolite impressed impressive inadequate inappropriate inattentive
    incompetent inconsiderate inconsistent incredible indifferent inefficient inexperienced inflexible informal
    insecure insensitive inspiring insulting interested invested irritable irritated irritating jaded jittery joke
    joy judgemental judgmental keen kind knowledgeable lackadaisical lacking late lax lazy leader legend lethargic
    likeable lively loser loud lousy lovely mad magnificent marvellous marvelous mature mean mechanical mediocre meh
    mess messy meticulous miserable moany monotone monotonous moody motivated motivating nasty natural neat negative
    nervous nice nightmare nonchalant odd off off-putting offensive offhand ok okay optimistic organised organized
    oriented outstanding over-familiar overbearing overconfident overwhelmed painstaking panicked passionate passive
    pathetic patient patronising patronizing perfect persuasive petty phenomenal picky pleasant pleasure poised
    polished polite poor positive prepared present pressured prickly pro proactive professional proficient proper
    proud punctual pushy quick reactive reassuring refreshing relaxed reliable reluctant remarkable resilient
    respectful responsible responsive ridiculous right rigid robotic rockstar rough rubbish rude rushed rusty sad
    sarcastic satisfactory scripted selfish sensitive shaky shambles shame sharp shocking short shy silly sincere
    skilled slack slapdash sleepy slick sloppy slow sluggish smart smooth smug snappy snarky snide snippy snobbish
    snotty soft solid sour special spotless star stellar stern stiff strange stressed strict strong stroppy stubborn
    stunning stupid sub-par subpar sulky sullen superb superficial superstar supportive surly sweet sympathetic
    tactful tactless tense terrible terrific terse testy textbook thorough thoughtful timid tired tone-deaf top
    tough toxic treat typical ugly unacceptable unapproachable unbelievable unbothered uncaring unclear
    uncomfortable uncooperative understanding unengaged unenthusiastic unfair unfocused unfriendly unhappy unhelpful
    uninterested unkind unmotivated unpleasant unprepared unprofessional unreliable unsatisfactory unsure
    unsympathetic unwelcoming unwilling upbeat upset useless vague versatile warm weak weird welcoming whiny
    wonderful wooden worse worst wow wrong zoned
    """
)
"""How somebody is, or what somebody is."""

QUALITIES = words_of(
    """
    accountability accuracy aggression anger annoyance approach aptitude arrogance assertiveness attention attitude
    behavior behaviour boredom calmness care character charisma charm clarity class closing commitment communication
    compassion competence composure conduct confidence consistency courtesy creativity dedication delivery demeanor
    demeanour detail development diligence diplomacy disrespect drama drive ease effort efforts empathy energy
    engagement enthusiasm etiquette excuse excuses expectations experience expertise feedback flair flexibility
    focus follow-through frustration growth handling honesty hostility humor humour impatience impression
    improvement indifference initiative integrity interest involvement irritation job kindness knowledge language
    laziness level manner manners maturity minded mindset mistake mistakes mood motivation negativity opening
    ownership panic passion patience performance personality poise politeness positivity potential presence
    problem-solving productivity professionalism progress quality questioning rapport reliability respect
    responsibility rudeness sarcasm sense service skill skills skillset smile soul speed spirit standard standards
    strength strengths stress style sympathy tact talent teamplayer teamwork technique temper thoroughness tone
    understanding urgency vibe vibes voice warmth weakness weaknesses willingness work
    """
)
"""What somebody shows or lacks."""

GRADING = words_of(
    """
    aced admire again always anything appreciate appreciated badly better blew botched bother bothered bravo
    brilliantly care cared cares clearly congrats congratulations consistently constantly continually continuously
    coped copes could deals dealt definitely didn't-care disappointed disappointing dislike disliked enjoy enjoyed
    enough everytime excelled failed failing fails forever generally handle handled handles happy hate hated
    impressed improve improved improves improving kudos lack lacked lacks less like liked likes love loved loves
    manage managed manages might missing more must nailed need needed needs never nicely obviously often overall
    performed performs plays poorly props quickly seemed seems shines shone should shouldn't simply snapped snaps
    something struggle struggled struggles stuff tends thanks treated treats tried tries truly try usually well
    whatever wrongly yay
    """
)
"""Advice, habits, thanks, and verbs that give marks."""

JUDGING = CHARACTER | QUALITIES | GRADING

_ENDINGS = words_of(
    """
    ful less ous ive ably ibly ly ish ness ism worthy minded hearted mannered spoken focused oriented centric
    tempered headed ic ical ant
    """
)
JUDGING_ENDINGS = tuple(sorted(_ENDINGS))
"""How words end that tell how somebody is."""

NOT_JUDGING = words_of(
    """
    accidentally accountant active additionally allergic ally already alternative anonymous applicant apply
    approximately archive arctic arrive assembly assistant automatic automatically basic believe briefly british
    business class clinic consultant contactless continuous correctly critic currently daily dangerous delicious
    delivery directly dish drive early elastic electric electrical electronic email english eventually exactly
    exclusive executive expensive fabric family famous finally finish firstly five fluently fly frequently fully
    generic give graphic hourly identical immediately important incentive inclusive incorrectly initially instant
    irish italy july lastly likely literally live local loudly manually mechanism medical merchant metallic metric
    minute monthly mostly multiply music namely native nearly nevertheless nonetheless numerous objective obvious
    only originally outgoing partly physical picnic plant plastic polish possibly presumably previous previously
    privately probably public publicly publish quietly receive recently regardless relevant rely repeatedly reply
    representative restaurant roughly secondly separately serve shortly silently slowly spanish specific supply
    technical tenant tourism traffic turkish twice unfortunately unless unlikely various verbally virus weekly
    wireless wish witness yearly
    """
)
"""Words that only end like judgements."""
