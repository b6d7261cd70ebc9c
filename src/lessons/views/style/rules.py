"""Rules that hold in several models, each in the words of every view that tells of it."""

from lessons.words import said

OWN_HOURS = said(
    "An own hour costs what is given up for it: its opportunity cost. If it would otherwise not "
    "be paid, that is its wage with benefits. If it is paid and idle, it is nothing. If it is "
    "wanted elsewhere, it is what it would earn there."
)
OWN_HOURS_CHOICE = said(
    "“Own hours would otherwise” says which of these holds. At the start they would not be paid."
)
DISCOUNTING = said(
    "Money that comes later is worth less, in one way in all lessons. A dollar after t years is "
    "worth 1 ÷ (1 + discount rate)^t today. The start is 10% everywhere, made up for the lesson."
)
