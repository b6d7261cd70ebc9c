"""The glossary: what the words of the field mean that the lessons use.

The file is ``data/glossary.toml``. Where a word stands is found in the texts themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, field_validator, model_validator

from lessons.data.folder import BY_HAND, FOLDER, SAID, Said, read_toml
from lessons.words.language import said

FORMS = " | "  # between the forms of a word, where they are one text to translate


class _Part(BaseModel):
    model_config = BY_HAND


class Word(_Part):
    """One word of the field.

    Attributes
    ----------
    term
        What the field calls it.
    forms
        How it stands on the screen: plurals and near names, capitals aside.
    meaning
        What it means, in a sentence or two.
    source
        The text that carries the meaning, author and year first; empty where none does.
    said_by
        Inputs, as ``explorer.input``, whose own help says the meaning already.
    """

    term: Said
    forms: tuple[str, ...] = Field(min_length=1)
    meaning: Annotated[str, Field(pattern=r"\.$"), SAID]
    source: str = Field("", pattern=r"[^.]$|^$")
    said_by: tuple[str, ...] = ()

    @field_validator("forms")
    @classmethod
    def _said(cls, forms: tuple[str, ...]) -> tuple[str, ...]:
        """Return the forms of this process's language: another one has more of them, or fewer."""
        return tuple(said(FORMS.join(forms)).split(FORMS))

    @property
    def sentence(self) -> str:
        """The term and its meaning, as one line."""
        return f"{self.term}: {self.meaning}"


class Glossary(_Part):
    """All words, by the key that their targets in the lessons are named after."""

    words: dict[str, Word]

    @model_validator(mode="after")
    def _distinct(self) -> Glossary:
        for key in self.words:
            if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
                raise ValueError(f"the key “{key}” must be lower-case words joined by hyphens")
        forms = [form.casefold() for word in self.words.values() for form in word.forms]
        twice = next((form for form in forms if forms.count(form) > 1), None)
        if twice:
            raise ValueError(f"the form “{twice}” stands there twice")
        return self

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {form.casefold(): key for key, one in self.words.items() for form in one.forms}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(map(re.escape, self._keys), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])", re.IGNORECASE)

    def found(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Yield each place of a text where a word stands, and the word's key.

        Of forms that overlap the longest counts: “governance penalty” is not “governance”.
        """
        for place in self._pattern.finditer(text):
            yield place, self._keys[place[0].casefold()]

    def used(self, texts: Iterable[str]) -> list[Word]:
        """Return the words that some texts use, as they are met."""
        keys = dict.fromkeys(key for text in texts for _, key in self.found(text))
        return [self.words[key] for key in keys]


GLOSSARY = "glossary.toml"


@cache
def read_glossary(*, folder: Path = FOLDER) -> Glossary:
    """Return the words of the field that the lessons use, with what they mean.

    Parameters
    ----------
    folder
        Where the file ``glossary.toml`` is.

    Raises
    ------
    DataError
        If the file is not right; what and where is told.
    """
    return read_toml(Path(folder) / GLOSSARY, Glossary)
