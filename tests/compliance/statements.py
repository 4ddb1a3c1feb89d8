"""What the product states about itself for 21 CFR Part 11, EU Annex 11 and ALCOA+.

Each statement is shown by the tests in this folder whose names begin with its number:
`test_03_…`. `make compliance` prints them. The customer validates; these are the evidence.

Honest limit: whoever administers a kiosk's operating system can alter events that have not yet been
synchronised; prompt synchronisation, a hardware-held key and the hub's countersignature narrow that
window, they do not close it.
"""

STATEMENTS: dict[int, str] = {
    1: (
        "Every create, change and void writes who, what, old → new, why, UTC and offset, "
        "device, procedure revision and hash; no role, administrators included, can switch it "
        "off. (11.10(e), §9)"
    ),
    2: "A correction leaves the original readable on screen, in PDF and in export.",
    3: (
        "Signing takes two components (badge or id, and PIN) the first time; after lock, logout"
        " or user switch both again. A badge alone never signs. (11.200)"
    ),
    4: "A later signing in the same session still takes the PIN.",
    5: (
        "Each signature shows printed name, date and time, and meaning (performed, verified, "
        "approved) on screen and in print. (11.50)"
    ),
    6: (
        "A signature moved to another record, or a record changed by one byte, fails "
        "verification. (11.70, §14)"
    ),
    7: "Second-person verification refuses the performer.",
    8: "User ids are never reused; no shared or default account can sign. (11.100)",
    9: "No administrator can learn or set a usable PIN; misuse takes two people together.",
    10: (
        "Failed attempts lock, and alarm: locally at once, centrally on reconnection. (11.300(d))"
    ),
    11: (
        "A lost badge is dead on the hub at once, on a station at next contact, and at the "
        "latest when its cache expires. (11.300(c))"
    ),
    12: (
        "Steps cannot be skipped or reordered except by an authorised deviation with a reason. "
        "(11.10(f))"
    ),
    13: (
        "Only effective, approved revisions start; a run in progress keeps its own; obsolete "
        "ones refuse."
    ),
    14: "An unqualified operator can neither start nor sign. (11.10(i))",
    15: (
        "Clock drift over 60 s or a clock change is itself a recorded event; local and hub-"
        "receipt times are both kept."
    ),
    16: (
        "Human-readable and machine-readable copies both verify offline with a standalone tool."
        " (11.10(b), §8)"
    ),
    17: "Nothing is deleted before its retention ends; restoring is tested. (11.10(c), §7, §17)",
    18: (
        "The audit trail can be filtered and reviewed by exception, and the review is itself "
        "signed."
    ),
    19: "Values are captured at the step; late entries are marked late.",
}
