"""In which language everything is said: that of the folder a notebook is in, or one asked for.

The texts of the code and of ``data/`` are English. Another language is a folder of catalogues in
``locale``, beside this file; whatever it does not have is said in English. What the program goes
by (names of inputs and presets, options, units) stays English, and only what is shown is said.
"""

import gettext
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

SOURCE = "en"
# Where the catalogues are; a translator may try others, which are kept elsewhere.
ELSEWHERE = "LESSONS_CATALOGUES"
CATALOGUES = Path(os.environ.get(ELSEWHERE) or Path(__file__).with_name("locale"))
LANGUAGES = (SOURCE, *sorted(path.name for path in CATALOGUES.glob("[a-z]*") if path.is_dir()))
DOMAIN = "lessons"  # of the catalogue that the package says its texts by
ASKED = "LESSONS_LANGUAGE"
_LOCALES = {"en": "en_US", "nb": "nb_NO"}  # with the country, which Word asks for

Texts = TypeVar("Texts")


def notebook_folder() -> Path:
    """Return the folder of the notebook that is being run, whichever server or editor runs it.

    A kernel may have been started elsewhere. A Jupyter server tells it where its notebook is, in
    its environment, and VS Code in a variable of the notebook. Otherwise it is taken to run
    beside the notebooks, or in the folder above them.
    """
    of_an_editor = vars(sys.modules["__main__"]).get("__vsc_ipynb_file__", "")
    notebook = Path(os.environ.get("JPY_SESSION_NAME") or of_an_editor)
    if notebook.suffix == ".ipynb" and notebook.is_file():
        return notebook.absolute().parent
    return Path.cwd()


def language_of(folder: Path) -> str | None:
    """Return the language whose folder this is, or that of the folder which has such folders.

    Parameters
    ----------
    folder
        Of a notebook. The English notebooks are in the folder that holds those of the others.

    Returns
    -------
    str or None
        One of `LANGUAGES`; None where the folder does not tell.
    """
    if folder.name in LANGUAGES:
        return folder.name
    return SOURCE if any((folder / one).is_dir() for one in LANGUAGES) else None


def asked_language() -> str:
    """Return the language that was asked for in the environment, English where none was.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    asked = os.environ.get(ASKED) or SOURCE
    if asked not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ValueError(f"{ASKED} is “{asked}”. The lessons speak these languages: {known}.")
    return asked


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language, which is read once; English has an empty one."""
    if language == SOURCE:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, CATALOGUES, [language], fallback=True)


def said_in(language: str, texts: Texts, context: str = "") -> Texts:
    """Return a text, or a tuple, list or mapping of texts, in a language; all else as it is.

    Parameters
    ----------
    language
        One of `LANGUAGES`.
    texts
        In English.
    context
        Where the text stands, if it may be said otherwise there, such as with less room.
    """
    if isinstance(texts, str):
        return _said(catalogue(language), texts, context) if texts else texts
    if isinstance(texts, Mapping):
        return {name: said_in(language, text, context) for name, text in texts.items()}
    if isinstance(texts, tuple | list):
        return type(texts)(said_in(language, text, context) for text in texts)
    return texts


def _said(by: gettext.NullTranslations, text: str, context: str) -> str:
    there = by.pgettext(context, text) if context else text
    return there if there != text else by.gettext(text)


def said(texts: Texts, context: str = "") -> Texts:
    """Return what `said_in` does, in the language of this process."""
    return texts if LANGUAGE == SOURCE else said_in(LANGUAGE, texts, context)


LANGUAGE = language_of(notebook_folder()) or asked_language()
LOCALE = _LOCALES.get(LANGUAGE, LANGUAGE)
