"""The amounts that several models begin with, each written down once.

Where a model begins with another amount for the same thing, the instructor's guide says why.
"""

HOUR_IN_HOUSE = 48.5
"""Wage and benefits of an employee, $/hour: the cited wage, of which benefits come on top."""

AGENCY_RATE = 155
"""What an agency bills, $/hour: the cited “agency-blended mid-point average”."""

RAMP_UP_WEEKS = 20
"""Weeks until newcomers are fully productive, as cited for media and advertising."""

HANDOVER_COST = 5_000
"""What handing the candy campaign over costs once, $; made up for the lessons."""
