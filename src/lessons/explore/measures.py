"""What reduces a risk: presets, each a step that a company can take and the input that it moves.

They are sorted by how much each reduces where all else stands at its default.
"""

ACCESS = {
    "Least-privilege access": {"systems": ("Marketing tools",)},
    "Named accounts": {"supplier_control": 0.4},
    "Audit right": {"supplier_control": 0.25},
}
ENFORCEMENT = {
    "Escrow": {"escrow": 0.8},
    "Staged handover": {"claim": 25_000},
    "Choice-of-court clause": {"delay": 30},
}
