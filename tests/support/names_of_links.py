"""Names that stand in links: those that platforms add, and ours with a slip of the pen."""

from lessons.widgets.explorer.link import SHORT_NAME

# Of platforms, mail programs and learning systems; and some that mean something to Python.
FOREIGN = [
    *("fbclid", "gclid", "dclid", "wbraid", "gbraid", "msclkid", "yclid", "twclid", "ttclid"),
    *("igshid", "mc_cid", "mc_eid", "utm_source", "utm_medium", "utm_campaign", "utm_term"),
    *("utm_content", "utm_id", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "li_fat_id", "ref"),
    *("ref_src", "source", "spm", "si", "s", "t", "v", "id", "lang", "hl", "usp", "authuser"),
    *("pli", "feature", "context", "course_id", "forceview", "launch", "module_item_id"),
    *("session", "sid", "code", "state", "trk", "cmid", "redirect", "guccounter", "origin"),
    *("data", "sdata", "reserved", "self", "__class__", "x", "q"),
    *("share", "sharing", "section", "position", "page", "view", "mode", "type"),
]


def slips(name: str) -> set[str]:
    """Return a name with, at each place, a letter missing, doubled, wrong, or swapped.

    A short name with a wrong letter is another word, and no slip.
    """
    found = {name.upper(), name.replace("_", "-"), name.replace("_", "")}
    for place, letter in enumerate(name):
        before, after = name[:place], name[place + 1 :]
        wrong = "q" if len(name) > SHORT_NAME else letter
        ways = "", 2 * letter, wrong, after[:1] + letter
        found.add(before + ways[place % 4] + after[place % 4 == 3 :])
    return found - {name}
