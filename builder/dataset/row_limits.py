"""Take out rows over the limits of a user: most of a kind, as many of each kind, so many refusals.

Which rows go is drawn by a seed and the ids of the rows, so that it is the same each time and new
papers change little.
"""

import hashlib
import sqlite3
from statistics import median_high

from builder.dataset.splits import PARTS


def turn_of(seed: int, identity: str) -> int:
    """Return the place of a row in the draw of a seed."""
    digest = hashlib.sha256(f"{seed}\x1f{identity}".encode()).digest()
    return int.from_bytes(digest[:6], "big")


def cap_kinds(db: sqlite3.Connection, most: int) -> int:
    """Keep so many rows of each kind; return how many were taken out."""
    return db.execute(
        "DELETE FROM temp.chosen WHERE triple IN (SELECT triple FROM"
        " (SELECT triple, row_number() OVER (PARTITION BY kind ORDER BY turn, triple) AS place"
        " FROM temp.chosen) WHERE place > ?)",
        (most,),
    ).rowcount


def balance_kinds(db: sqlite3.Connection) -> int:
    """Keep of each kind as many rows as the middle one of the kinds has; return how many went."""
    sizes = [
        count
        for kind, count in db.execute("SELECT kind, count(*) FROM temp.chosen GROUP BY kind")
        if kind != "unanswerable"
    ]
    return cap_kinds(db, median_high(sizes)) if sizes else 0


def limit_refusals(db: sqlite3.Connection, share: float) -> int:
    """Keep so many refusals that they have a share of the rows of each part, at most."""
    gone = 0
    for part in range(len(PARTS)):
        query = "SELECT count(*) FROM temp.chosen WHERE part = ? AND kind <> 'unanswerable'"
        (answered,) = db.execute(query, (part,)).fetchone()
        most = round(answered * share / (1 - share))
        gone += db.execute(
            "DELETE FROM temp.chosen WHERE triple IN (SELECT triple FROM temp.chosen"
            " WHERE part = ? AND kind = 'unanswerable' ORDER BY turn, triple LIMIT -1 OFFSET ?)",
            (part, most),
        ).rowcount
    return gone
