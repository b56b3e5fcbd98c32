"""A text and its bytes, from which quotes are cut without encoding them again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np

from analys.readers.positions import Ints


@dataclass(frozen=True)
class Encoded:
    """A text and its bytes in UTF-8; what is cut from the bytes need not be encoded again."""

    text: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()

    def cut(self, start: Ints, end: Ints) -> list[bytes]:
        """Cut a quote for each pair of code points, as a slice of the text would.

        Examples
        --------
        >>> quotes = Encoded("på hö", "på hö".encode()).cut(np.array([1, 3]), np.array([2, 9]))
        >>> [quote.decode() for quote in quotes]
        ['å', 'hö']

        """
        data, places = self.data, np.minimum([start, end], len(self.text))
        if len(data) > len(self.text):
            # The bytes that go on with a code point are 10xxxxxx.
            begins = np.flatnonzero(np.frombuffer(data, np.int8) >= -64)
            places = np.append(begins, len(data))[places]
        return [data[a:b] for a, b in zip(*places.tolist(), strict=True)]
