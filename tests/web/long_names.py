"""The cast with names as long as real ones can be: forty letters without a gap, and other scripts."""

from __future__ import annotations

import json
from dataclasses import fields

from tests.web.services import Services

NAMES = {
    "Amara Okafor": "Amarachukwunonsogbuifemelumnwaokafor-Oyelaran",
    "Dev Patel": "สมหญิงทองประเสริฐวงศ์สุวรรณรัตนกุลพิพัฒน์",
    "Henry Walsh": "عبد الرحمن المستنصر بالله بن محمد",
    "Ines Carvalho": "Inesconstancaguilherminadecarvalhoalbuquerque",
    "Isla Morton": "Islamorganwentworthfitzwilliammortonmainwaring",
    "Harbour phones": "Harbourphonesandmessagingcontactcentreteam",
    "Night desk": "Nightdeskofthecontactcentreattheoldharbour",
}


def lengthen(services: Services) -> None:
    """Give them to everybody in everything that the services tell."""
    for field in fields(services):
        told = getattr(services, field.name)
        if isinstance(told, (dict, list)) and told:
            text = json.dumps(told, ensure_ascii=False)
            for name, long_name in NAMES.items():
                text = text.replace(name, long_name)
            setattr(services, field.name, json.loads(text))
