"""Shapes of what a language pack knows about page zones and about telling its language from others.

Markers are written as a reader sees them; case, ё and typographic variants do not matter. A missing list is a
capability that is absent.
"""

from __future__ import annotations

from msgspec import Struct

Words = tuple[str, ...]


class ZoneWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language by which a line of a page betrays what it is (`zones.toml`).

    A marker opens its line. `related`, `feed` head lists of other stories, `comments` a comment form; `form` are
    the texts of fields; `share`, `tags`, `navigation`, `weather`, `rates`, `legal`, `subscribe`, `notes` label
    their own line; `credits` open a photo credit and `bylines` the author's line. `anywhere` betray a line
    wherever they stand in it, `captions` one that is no sentence. `counters` are what a page counts beside a figure
    (views, followers). `background` open a paragraph that tells what was before. `speech` are the starts
    of verbs of speech, `agencies` the names in a dateline, `dated` the words around a date on the page,
    `published` those that say that it is the day of publication, `months`
    twelve lists of forms, `weekdays` any of the week's days.
    """

    related: Words = ()
    feed: Words = ()
    comments: Words = ()
    form: Words = ()
    share: Words = ()
    tags: Words = ()
    navigation: Words = ()
    weather: Words = ()
    rates: Words = ()
    legal: Words = ()
    subscribe: Words = ()
    notes: Words = ()
    credits: Words = ()
    bylines: Words = ()
    anywhere: Words = ()
    captions: Words = ()
    counters: Words = ()
    background: Words = ()
    speech: Words = ()
    agencies: Words = ()
    dated: Words = ()
    published: Words = ()
    weekdays: Words = ()
    months: tuple[Words, ...] = ()


class RelevanceWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language by which a page shows that it is news, or that it is not (`relevance.toml`).

    `told` tell that somebody said or did something, or when; a word that ends with a hyphen is a start of words.
    `first` speak of the writer, `second` to the reader. `articles` head the parts of a law before their number,
    `formulas` are its phrases. `definitions` open an entry of a reference work, `apparatus` are its marks. `currencies`
    follow a price, `goods` are the words of a shop, `contacts` open lines of addresses.
    """

    told: Words = ()
    first: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    articles: Words = ()
    formulas: Words = ()
    definitions: Words = ()
    apparatus: Words = ()
    currencies: Words = ()
    goods: Words = ()
    contacts: Words = ()


class LanguageProfile(Struct, frozen=True, forbid_unknown_fields=True):
    """What tells one language from its neighbours in the same script (`language.toml`).

    `alphabet` holds every lower-case letter that native words use, `letters` those that speak for the language,
    `words` its most frequent function words, `endings` frequent ends of words. `script` is named as Unicode names its
    letters; a language that owns its script needs nothing else.
    """

    script: str = ""
    alphabet: str = ""
    letters: str = ""
    words: frozenset[str] = frozenset()
    endings: Words = ()
