"""Where the entries are kept: in PostgreSQL, or in memory while there is no database."""

from __future__ import annotations

import os
from typing import Protocol

import psycopg2


class Store(Protocol):
    def add(self, text: str, amount: int) -> None: ...

    def total(self) -> int: ...


class Memory:
    def __init__(self) -> None:
        self._entries: list[tuple[str, int]] = []

    def add(self, text: str, amount: int) -> None:
        self._entries.append((text, amount))

    def total(self) -> int:
        return sum(amount for _, amount in self._entries)


class Postgres:
    def __init__(self, address: str) -> None:
        self._connection = psycopg2.connect(address)
        self._connection.autocommit = True
        with self._connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS entry (text text, amount bigint)"
            )

    def add(self, text: str, amount: int) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute("INSERT INTO entry VALUES (%s, %s)", (text, amount))

    def total(self) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(sum(amount), 0) FROM entry")
            return int(cursor.fetchone()[0])


def open_store() -> Store:
    address = os.environ.get("DATABASE_URL")
    return Postgres(address) if address else Memory()


def client_is_there() -> bool:
    """Whether the C library that talks to the database was found and loaded."""
    return psycopg2.extensions.libpq_version() > 0
