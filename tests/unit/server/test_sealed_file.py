"""What was sealed comes back, whole or in part; what was touched does not."""

from __future__ import annotations

import hashlib
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.sealing.sealed_file import CHUNK, HEADER, Contents, Damaged, SealedFile, new_key, seal

KEY = bytes(range(32))
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5)


def clear(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311


def sealed(data: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    assert seal(io.BytesIO(data), target, key) == Contents(len(data), hashlib.sha256(data).hexdigest())
    return target.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(SealedFile(io.BytesIO(data), key).read())


@pytest.mark.parametrize("size", SIZES)
def test_there_and_back(size: int) -> None:
    assert opened(sealed(clear(size))) == clear(size)
    assert SealedFile(io.BytesIO(sealed(clear(size))), KEY).size == size


@given(st.sampled_from(SIZES), st.integers(0, 3 * CHUNK), st.integers(0, 3 * CHUNK))
def test_any_range(size: int, start: int, stop: int) -> None:
    data = clear(size)
    assert b"".join(SealedFile(io.BytesIO(sealed(data)), KEY).read(start, stop)) == data[start:stop]


def test_nothing_of_the_sound_is_in_the_file() -> None:
    data = b"the patient said" * 9000
    assert b"patient" not in sealed(data)
    assert sealed(data, new_key()) != sealed(data, new_key())


@given(st.sampled_from(SIZES), st.randoms(use_true_random=False))
def test_one_changed_bit_is_noticed(size: int, chance: random.Random) -> None:
    file = bytearray(sealed(clear(size)))
    at = chance.randrange(len(file))
    file[at] ^= 1 << chance.randrange(8)
    with pytest.raises(Damaged):
        opened(bytes(file))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lost", [1, 16, 17, CHUNK + 16, CHUNK + 17])
def test_a_cut_shows_before_anything_is_read(size: int, lost: int) -> None:
    file = sealed(clear(size))
    with pytest.raises(Damaged):
        SealedFile(io.BytesIO(file[: max(0, len(file) - lost)]), KEY)


def test_more_at_the_end_is_noticed() -> None:
    for more in (b"x", bytes(17), sealed(clear(1))):
        with pytest.raises(Damaged):
            SealedFile(io.BytesIO(sealed(clear(CHUNK)) + more), KEY)


def test_chunks_cannot_change_places() -> None:
    step = CHUNK + 16
    file = sealed(clear(3 * CHUNK))
    body = file[len(HEADER) :]
    with pytest.raises(Damaged):
        opened(HEADER + body[step : 2 * step] + body[:step] + body[2 * step :])
    with pytest.raises(Damaged):
        opened(HEADER + body[:step] + body[2 * step :])


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Damaged):
        opened(sealed(clear(5)), new_key())


def test_a_reader_that_gives_little_at_a_time() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(1000, size if size and size > 0 else 1000))

    target = io.BytesIO()
    seal(Slow(clear(CHUNK + 5)), target, KEY)
    assert opened(target.getvalue()) == clear(CHUNK + 5)
