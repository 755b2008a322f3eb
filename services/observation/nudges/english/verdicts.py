"""Words that judge."""

from __future__ import annotations

from contracts.languages import words_of

CHARACTER = words_of(
    """
    abrupt absent abysmal acceptable accurate ace adept adequate adorable adversarial affable aggressive agitated
    agreeable aloof amazing amiable angry annoyed annoying antsy anxious apathetic appalling approachable
    appropriate argumentative arrogant arsey articulate assertive asset astute attentive average awesome awful
    awkward bad belittling best better bitchy bitter bland blunt bolshy bored boring bossy brash breezy bright
    brilliant brisk brittle brusque brutal bubbly bully burnt businesslike cagey calm capable careless caring casual
    catty certain champ champion charming chatty cheeky cheerful cheery childish chilly chirpy civil classy clear
    clever clown clueless clumsy clunky cocky cold combative committed competent composed concise condescending
    confident confrontational confused confusing considerate consistent contemptible cool cooperative cordial corny
    courteous cranky crap crappy crass creepy cringe cringy crisp cross crude cruel curt cynical decent dedicated
    defensive deferential deft delight demanding demeaning demotivated detached detailed difficult diligent
    diplomatic dire disaster discourteous disengaged disgraceful dishonest disinterested dismissive disorganised
    disorganized disrespectful distant distracted diva dodgy dramatic dreadful dry dull dumb eager earnest edgy
    efficient elegant eloquent embarrassing emotional encouraging energetic engaged engaging enthusiastic excellent
    exceptional excitable exemplary exhausted experienced expert fab fabulous fair fake fantastic fast fed feeble
    fidgety fierce fine finicky firm flaky flat flawless flexible flippant fluent flustered focused formal
    forthright friendly frigid frosty frustrated frustrating fun funny fussy gem genial gentle genuine gift gifted
    glib gloomy glum good graceful great grim grouchy gruff grumpy gutless half-hearted haphazard hard hardworking
    harsh hasty haughty headstrong heartfelt helpful hero hesitant hit-and-miss honest horrible hostile huffy humble
    hurried hyper icy ideal idiot iffy ignorant immature impatient impeccable impolite impressed impressive
    inadequate inappropriate inattentive incoherent incompetent inconsiderate inconsistent incredible indifferent
    inefficient inept inexperienced inflexible informal insecure insensitive insolent inspiring insulting intense
    interested invested irate irritable irritated irritating jaded jittery joke jovial joy judgemental judgmental
    juvenile keen kind knowledgeable lackadaisical lacking lackluster lacklustre laid-back lame late lax lazy leader
    legend lethargic likeable lively loser loud lousy lovely loyal lukewarm mad magnificent marvellous marvelous
    mature mean mechanical mediocre meh menace mess messy meticulous miserable moany monotone monotonous monster
    moody mopey motivated motivating narky nasty natural neat negative nervous nice nightmare ninja nonchalant nosy
    nuisance obstinate odd off off-putting offensive offhand ok okay optimistic organised organized oriented
    outstanding over-familiar over-the-top overbearing overconfident overwhelmed painstaking panicked passionate
    passive pathetic patient patronising patronizing peppy perfect perky personable persuasive petty phenomenal
    phoney phony picky pleasant pleasure poised polished polite poor positive preachy prepared present pressured
    prickly pro proactive professional proficient proper proud punctual pushy quick quirky rash reactive reassuring
    refreshing relatable relaxed reliable reluctant remarkable resilient resourceful respectful responsible
    responsive ridiculous right rigid robot robotic robust rockstar rough rowdy rubbish rubbishy rude rushed rusty
    sad sarcastic sassy satisfactory savvy scatty scripted selfish sensitive shabby shaky shambles shame sharp
    shifty shocking short shouty shy silly sincere skilled slack slapdash sleepy slick slimy sloppy slow sluggish
    smart smooth smug snappy snarky snide snippy snobbish snobby snooty snotty sociable soft solid sour special
    spiteful spoilt spotless star steady stellar stern stiff strange stressed strict strong stroppy stubborn
    stunning stupid suave sub-par sublime subpar sulky sullen superb superficial superior superstar supportive
    supreme surly swagger sweet sympathetic tacky tactful tactless tame tense terrible terrific terse testy tetchy
    textbook thorough thoughtful tidy timid tired tone-deaf top touchy tough toxic treat typical ugly unacceptable
    unapproachable unbearable unbelievable unbothered uncaring unclear uncomfortable uncooperative uncouth
    understanding unengaged unenthusiastic unfair unflappable unfocused unforgivable unfriendly unhappy unhelpful
    uninterested unkind unmotivated unpleasant unprepared unprofessional unreliable unsatisfactory unsure
    unsympathetic unwelcoming unwilling upbeat upset uptight useless vague verbose versatile vile volatile warm wary
    weak weird welcoming whingy whiny whizz winner wishy-washy witty wizard wonderful wooden wordy worrisome worse
    worst wow wrong zoned
    """
)
"""How somebody is, or what somebody is."""

QUALITIES = words_of(
    """
    accountability accuracy aggression anger annoyance approach aptitude arrogance assertiveness attention attitude
    authority backbone behavior behaviour boredom calmness care character charisma charm clarity class closing
    commitment communication compassion competence composure condescension conduct confidence consistency contempt
    conviction courtesy creativity dedication delivery demeanor demeanour detail development diligence diplomacy
    disdain disrespect drama drive ease effort efforts eloquence embarrassment empathy energy engagement enthusiasm
    etiquette excuse excuses expectations experience expertise feedback finesse flair flexibility focus
    follow-through frustration grace grit growth gumption gusto handling hesitation honesty hostility humor humour
    impatience impression improvement indifference initiative integrity interest involvement irritation job kindness
    knowledge language laziness leadership letdown level liability listening manner manners maturity mentality
    minded mindset mistake mistakes mood motivation negativity opening ownership panache panic passion patience
    performance personality poise politeness positivity potential presence problem-solving productivity
    professionalism progress punctuality quality questioning rapport reliability reluctance respect responsibility
    rudeness sarcasm self-control sense service sincerity skill skills skillset smile soul speed spirit standard
    standards strength strengths stress style superiority sympathy tact talent teamplayer teamwork technique temper
    thoroughness tone understanding urgency vibe vibes warmth weakness weaknesses willingness wit work zeal
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
    accidentally accountant active additionally agreed allergic ally already alternative anonymous applicant apply
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
