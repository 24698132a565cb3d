"""A million messages from ten thousand: the ended ones again and again, inside the database.

`load_demo --messages 1000000` gives the same in a quarter of an hour; here the open matters are
the very same in both databases, so that only the mass beside them differs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812

MESSAGES, EVENTS = "voter_messages_message", "voter_messages_messageevent"
ROOM = 2_000_000
# Unique, so they can't be copied; nobody opens these messages by a link.
DIGESTS = ("token_digest", "code_digest", "submission_digest")


def leave_room(cursor: Cursor, room: int = ROOM) -> None:
    """Let the first message have a high number: the old ones come below, as in life."""
    statement = sql.SQL("ALTER TABLE {} ALTER COLUMN id RESTART WITH %s")
    cursor.execute(statement.format(sql.Identifier(MESSAGES)), [room])


def add_ended(cursor: Cursor, amount: int) -> None:
    """Copy ended messages, with their events, until there are `amount` more."""
    _trust(cursor)
    cursor.execute(
        sql.SQL(
            "CREATE TEMPORARY TABLE grown AS SELECT row_number() OVER () AS id, old.id AS copy_of"
            " FROM generate_series(1, 1000) AS turn, {messages} AS old"
            " WHERE old.ended_at IS NOT NULL LIMIT %s"
        ).format(messages=sql.Identifier(MESSAGES)),
        [amount],
    )
    with _plain(cursor, MESSAGES):
        digests = {name: _digest(name) for name in DIGESTS}
        _copy(cursor, MESSAGES, "id", {"id": "grown.id"} | digests)
    with _plain(cursor, EVENTS):
        _copy(cursor, EVENTS, "message_id", {"message_id": "grown.id"}, without="id")


def _digest(name: str) -> str:
    return f"md5('{name}' || grown.id) || md5(grown.id || '{name}')"


def _copy(cursor: Cursor, table: str, by: str, changed: dict[str, str], without: str = "") -> None:
    """Insert the rows of `table` that belong to a copied message, with some columns changed."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND column_name <> %s",
        [table, without],
    )
    names = [row[0] for row in cursor.fetchall()]
    values = [
        sql.SQL(changed[name]) if name in changed else sql.Identifier("old", name) for name in names
    ]
    statement = sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {values} FROM grown JOIN {table} AS old"
        " ON old.{by} = grown.copy_of"
    )
    cursor.execute(
        statement.format(
            table=sql.Identifier(table),
            names=sql.SQL(", ").join(map(sql.Identifier, names)),
            values=sql.SQL(", ").join(values),
            by=sql.Identifier(by),
        )
    )


@contextlib.contextmanager
def _plain(cursor: Cursor, table: str) -> Iterator[None]:
    """Without the indexes that no constraint needs; they are built again at once, not by row."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT indisunique",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    yield
    for _, definition in indexes:
        cursor.execute(definition)


def _trust(cursor: Cursor) -> None:
    """Copies of checked rows need no foreign key checks; only a superuser may say so."""
    cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
    if cursor.fetchone()[0]:
        cursor.execute("SET session_replication_role = replica")
