"""Which codings meet, and how often two codes do: in the same passage, interview or municipality.

Two codes meet by a relation, and their meetings are counted in units. Units are distinct: passages
that overlap are never counted as pairs, which could make a coefficient larger than 1.
"""

from analys.cooccurrence.measures import Cooccurrence, cooccurrence
from analys.cooccurrence.pairs import meetings
from analys.cooccurrence.places import UNITS, paragraphs

__all__ = ["UNITS", "Cooccurrence", "cooccurrence", "meetings", "paragraphs"]
