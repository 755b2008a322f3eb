"""A printed code for each desk."""

from __future__ import annotations

import re

import segno

from tests.web.cast import AMARA, REPS
from tests.web.conftest import ORIGIN
from tests.web.phone import Phone


def test_it_leads_to_the_reps_card(ines: Phone) -> None:
    assert ines.open("/people/desk-codes").status_code == 200
    drawn = dict(re.findall(r'aria-label="Code for ([^"]+)"><svg.*?qrline".*? d="([^"]+)"', ines.page))
    expected = segno.make(f"{ORIGIN}/walk/{AMARA}", micro=False).svg_inline(omitsize=True, border=2)
    assert f'd="{drawn["Amara Okafor"]}"' in expected


def test_it_has_a_code_for_each_rep_of_the_own_team(ines: Phone) -> None:
    ines.open("/people/desk-codes")
    assert ines.page.count('class="segno"') == 8
    assert "Isla Morton" not in ines.page


def test_it_has_everybodys_for_an_admin(glen: Phone) -> None:
    glen.open("/people/desk-codes")
    assert glen.page.count('class="segno"') == len(REPS)


def test_it_is_for_who_runs_the_floor(amara: Phone) -> None:
    assert amara.open("/people/desk-codes").status_code == 403
