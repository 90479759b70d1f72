"""Bodies of the papers of the small library, made up."""

import sqlite3
from contextlib import closing
from pathlib import Path

from small_library import quiet

from builder.library.body_values import update_body_values
from builder.library.catalog import listing
from builder.library.stored_bodies import put_body
from builder.papers import Body, Paragraph, Table
from builder.storage.database import create_database, transaction
from builder.storage.integrity import writable_database
from hea.workspace import Workspace
from retrieval.body.vectors import update_body_index
from retrieval.embedding.model_folder import DEFAULT

CANTOR_BODY = Body(
    (
        Paragraph(
            "Alloys of one element have been forged for 6000 years [1,2]. Others reported a grain"
            " size of 90 µm in cast CrMnFeCoNi [3].",
            1,
            section="introduction",
            heading="1. Introduction",
        ),
        Paragraph(
            "Ingots were made by arc melting under argon. They were flipped four times, cut by"
            " spark erosion and annealed at 1100 °C for 6 h.",
            2,
            section="experimental",
            heading="2. Methods",
        ),
        Paragraph(
            "After annealing the grain size was 38 µm. Twins are rare because stacking faults"
            " cost little energy.",
            3,
            section="results",
            heading="3. Results",
        ),
        Paragraph(
            "Load and displacement of a bar of 5 mm.", 3, "caption", "results", label="Figure 1"
        ),
    ),
    (
        Table(
            (("Temperature (K)", "Hardness (HV)"), ("77", "212"), ("293", "165")),
            1,
            4,
            "Table 1",
            "Hardness of the annealed alloy",
            section="results",
        ),
    ),
)
OTHER_BODY = Body(
    (
        Paragraph(
            "The hardness of the plasma-sprayed coat is 740 HV after 20 h in air.",
            2,
            section="results",
        ),
    )
)


def put_bodies(db: sqlite3.Connection, **bodies: Body) -> dict[str, str]:
    """Give papers their bodies, by the keys of their records; return key → paper."""
    ids = {one.paper.key: one.id for one in listing(db)}
    with transaction(db):
        for key, body in bodies.items():
            put_body(db, ids[key], body)
    return {key: ids[key] for key in bodies}


def add_bodies(place: Path, **bodies: Body) -> None:
    """Give papers of a built workspace their bodies, as a build would; those above if none."""
    root = Workspace(place)
    with closing(create_database(root.database)) as db, writable_database(db, root.database):
        put_bodies(db, **(bodies or {"cantor": CANTOR_BODY, "senkov": OTHER_BODY}))
        update_body_values(db, quiet)
        update_body_index(db, root.body_index, DEFAULT, quiet)


def body_folder(folder: Path) -> Path:
    """Return where the index of bodies stands beside that of the abstracts."""
    return folder / "index" / "body"
