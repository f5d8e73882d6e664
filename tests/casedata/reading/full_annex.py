"""One row for each list of Annex A, as the form asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

D = date
ASH = {"Child Unique ID": "1001", "Gender": "a) Male", "Ethnicity": "a) WBRI", "Date of Birth": D(2010, 5, 1)}
ELM = {
    "Child Unique ID": "1002",
    "Gender": "b) Female",
    "Ethnicity": "n) BCRB",
    "Date of Birth": D(2008, 2, 3),
}

FULL: Mapping[str, list[dict[str, Any]]] = {
    "1": [{**ASH, "Date of Contact": D(2024, 1, 2), "Contact Source": "q) 6: Police"}],
    "2": [
        {
            **ELM,
            "Assessment start date": D(2024, 1, 3),
            "Assessment completion date": D(2024, 2, 3),
            "Organisation completing assessment": "North Family Hub",
        }
    ],
    "3": [
        {
            **ASH,
            "Date of referral": D(2024, 1, 4),
            "Referral Source": "e) 2A: Schools",
            "Referral NFA?": "b) No",
            "Number of Referrals in Last 12 Months": 2,
            "Allocated Team": "Front door",
            "Allocated Worker": "Worker 1",
        }
    ],
    "4": [
        {
            **ASH,
            "Does the Child have a Disability": "a) Yes",
            "Continuous Assessment Start Date": D(2024, 1, 5),
            "Child Seen During Continuous Assessment": "c) Unknown",
            "Continuous Assessment Date of Authorisation": D(2024, 2, 28),
            "Was the child assessed as requiring LA children's social care support?": "a) Yes",
        }
    ],
    "5": [
        {
            **ASH,
            "Strategy discussion initiating Section 47 Enquiry Start Date": D(2024, 1, 10),
            "Was an Initial Child Protection Conference deemed unnecessary?": "b) No",
            "Date of Initial Child Protection Conference": D(2024, 1, 31),
            "Did the Initial Child Protection Conference Result in a Child Protection Plan": "a) Yes",
        }
    ],
    "6": [
        {
            **ASH,
            "CIN Start Date": D(2024, 1, 4),
            "Primary Need Code": "N1 - Abuse or neglect",
            "Date Child Was Last Seen": D(2024, 3, 1),
            "Case Status": "b) Child Protection plan",
        }
    ],
    "7": [
        {
            **ASH,
            "Child Protection Plan Start Date": D(2024, 1, 31),
            "Initial Category of Abuse": "a) Neglect",
            "Latest Category of Abuse": "d) Emotional abuse",
            "Date of the Last Statutory Visit": D(2024, 3, 20),
            "Was the Child Seen Alone?": "a) Yes",
            "Number of Previous Child Protection Plans": 1,
        }
    ],
    "8": [
        {
            **ELM,
            "Date Started to be Looked After": D(2023, 6, 1),
            "Child's Category of Need": "N8 - Absent parenting",
            "Start date of current legal status": D(2023, 6, 1),
            "Child's Legal Status": "V2: Single period under S20",
            "Number of Placements in the Last 12 months": 3,
            "Placement Type": "u) S1: Residential school",
            "Placement Provider": "e) PR4: Private provision",
            "Placement Location": "b) Out",
            "Date of Last Dental Check": D(2024, 1, 9),
            "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months": 2,
        }
    ],
    "9": [
        {
            **ELM,
            "Eligibility Category": "b) Former relevant child",
            "LA in Touch": "a) Yes",
            "Type of Accommodation": "U: Independent living",
            "Suitability of Accommodation": "a) Suitable",
            "Activity Status": "F1: Full time in higher education",
            "Latest Pathway Plan Review Date": D(2024, 2, 2),
            "Allocated Personal Advisor": "Adviser 1",
        }
    ],
    "10": [
        {
            **ASH,
            "Date the Child Entered Care": D(2022, 6, 1),
            "Date of Decision that Child Should be Placed for Adoption": D(2022, 12, 1),
            "Date of Adoption Order": D(2024, 1, 15),
        }
    ],
    "11": [
        {
            "Individual adopter identifier": "1001",
            "Date enquiry received": D(2023, 9, 1),
            "Date of leaving adoption process": D(2024, 1, 1),
            "Reason for leaving adoption process": "1 - Adopter withdrew from process",
        }
    ],
}
