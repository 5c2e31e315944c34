"""How a clue and a case come to each state: scripts of desk/demo/story.py, in days before now."""


def sooner(script: str, days: int) -> str:
    """The same script, so many days earlier (or later, when negative)."""
    words = script.split()
    return " ".join(f"{int(word) + days}" if n % 2 == 0 else word for n, word in enumerate(words))


OPEN = "120 register 115 evaluate 110 file 108 serve_filing"
LOOKED = f"{OPEN} 105 investigate 100 find"
SERVED = f"{LOOKED} 92 recommend 90 serve 89 oblige:60 88 record_up"
DONE = f"{SERVED} 40 reply 35 submit 30 accept"
FAILED = f"{SERVED} 20 review 19 judge:failing 18 prove"
SUED = f"{FAILED} 16 sue 15 deliver 13 record_suit"

CLUES = {
    "registered": "9 register",
    "evaluating": "12 register 8 evaluate",
    "filed": "20 register 15 evaluate 10 file",
    "not_filed": "20 register 15 evaluate 10 decline",
    "transferred": "20 register 15 evaluate 10 pass_to:dongyang",
    "reported": "20 register 15 evaluate 10 report_up",
    "merged": "40 register 35 evaluate 30 file 20 register 15 evaluate 10 merge",
}

CASES = {
    "filed": "20 register 15 evaluate 10 file",
    "investigating": "40 register 35 evaluate 30 file 28 serve_filing 25 investigate",
    "consulting": f"{LOOKED} 20 consult:7 13 conclude",
    "recommended": "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 1 recommend",
    "rectifying": "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 30 recommend 28 serve 27 oblige:45",
    "suspended": "90 register 85 evaluate 80 file 78 serve_filing 75 investigate 50 recommend 48 serve 20 suspend",
    "announced": "60 register 55 evaluate 50 file 45 investigate 10 announce",
    "reviewing": f"{DONE} 20 review",
    "hearing": f"{DONE} 20 review 14 plan:12",
    "sued": SUED,
    "judged": f"{SUED} 3 court",
    "withdrawn": f"{SUED} 3 withdraw",
    "closed": f"{DONE} 20 review 15 judge 10 close",
    "transferred": "40 register 35 evaluate 30 file 28 serve_filing 25 investigate 10 hand_over:dongyang",
    "revoked": "40 register 35 evaluate 30 file 28 serve_filing 25 investigate 10 revoke:filing",
}
