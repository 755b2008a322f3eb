"""Words for what is on a desk or in a call, for those on the other side, and the small words."""

from __future__ import annotations

from contracts.languages import words_of
from services.observation.nudges.english.deeds import DEGREES, LINKS, NEGATIONS, VAGUE
from services.observation.nudges.words import PAUSE, VERDICT

NUMBERS = words_of(
    """
    dozen eight eleven fifteen fifty five forty four hundred nine seven six sixty ten thirty three thrice twelve
    twenty twice two
    """
)

OCCASIONS = words_of(
    """
    agent agents am area areas call callers calls case cases chat chats contact contacts conversation conversations
    customer customers day days emails for in interaction interactions last month months occasion occasions of ones
    people person pm point points shift shifts thing things time times week weeks year years
    """
)
"""What is counted without telling anything of it, as in "two bad calls"."""

PARTIES = words_of(
    "caller callers client clients couple customer customers cx gentleman guest guests guy lady passenger ppl"
)
"""Those on the other side; what they do is not the rep's deed."""

AMISS = words_of("blank duplicate empty false incorrect late missed missing no old outdated without wrong")
"""With a thing, this is a fact: "no recap", "wrong price"."""

THINGS = words_of(
    """
    account accounts acronyms adapter address agreement amount apology attachment bag balance bill box branch break
    brochure button cable callback card catalogue chair chargeback coat code codes coffee confirmation contract
    counter coupon courier crisps cup date deadline department deposit depot desk discount document door draft email
    emails envelope eyes fee fees feet file flight food foot form forms goodbye greeting guarantee gum hands
    headphones headset helpline hold id identity insurance invoice invoices jargon keyboard label laptop letter link
    links list log lunch macro mail manual map menu mic microphone mobile music mute name names newspaper note notes
    order orders package page paper parcel parcels password payment pen phone phones photo postcode price prices
    printer queue radio recap receipt reference refund refunds reminder replacement reply reset router sandwich
    screen screens screenshot seat serial shelf shipment shoes shoulder signature silence snack software spelling
    spreadsheet stock store subject summary survey system tab tariff tea template term terms ticket tickets till
    tool tools transfer typo typos verification video voicemail voucher warehouse warranty website window
    """
)
"""What can be pointed at, on a desk, on a screen or in a call."""

_FUNCTION_WORDS = words_of(
    """
    a about after afternoon against all also an and angry answer answers any anyone around at back because before
    behalf between both but by can colleague colleagues complaint complaints counter de desk did difficult does
    doing done down during each either elderly email end escalation even evening every everybody everyone everything
    explanation first floor from front going had has having he he'd he's hello her here hers herself hi him himself
    his i i'd i'm i've if info information into issue issues it it's its itself just later let line lot lots man
    many matter maybe me moment morning mr mrs ms much my myself night no nobody none nor nothing now objection
    objections office on once one only onto or other others our out over part per perhaps phone phones please
    problem problems queries query question questions rep reps request requests response responses role same service
    shall she she's side since situation situations some somebody someone staff stage still such team than that
    that's the their them themselves then there there's these they they're this those though through throughout till
    to today together tomorrow tonight topic towards type until up upon us user users visitor visitors voice ways we
    we're well what what's when where which while who whom whose why will with within woman would yes yesterday yet
    you you're you've young your yours yourself
    """
)

_VAGUELY = frozenset(verb.removesuffix("e") + ending for verb in VAGUE for ending in ("es", "s", "ed", "ing"))

SMALL = _FUNCTION_WORDS | LINKS | VAGUE | _VAGUELY | DEGREES | NEGATIONS | OCCASIONS | PARTIES | {PAUSE, VERDICT}
"""Words that carry no detail of what was done."""
