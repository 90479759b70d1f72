"""PDFs good and bad, drawn or broken on the spot."""

from pathlib import Path

import pymupdf

GOOD_ABSTRACT = (
    "The equiatomic alloy CrMnFeCoNi was cast, cold rolled and annealed to a grain size of six"
    " micrometres. Its fracture toughness exceeds 200 MPa m1/2 at 77 K, which is above the value at"
    " room temperature. Microscopy shows that deformation nanotwins add to dislocation slip when"
    " the alloy is cooled, so that work hardening lasts longer and necking is delayed."
)


def good_pdf(path: Path, title: str = "Toughness of a five-component alloy on cooling") -> Path:
    """A one-page paper with a headed abstract."""
    document = pymupdf.open()
    page = document.new_page()
    page.insert_textbox((72, 60, 520, 100), title, fontsize=18, fontname="helv")
    page.insert_text((72, 120), "A. Smith and B. Jones", fontsize=11)
    page.insert_text((72, 150), "Abstract", fontsize=12, fontname="hebo")
    page.insert_textbox((72, 160, 520, 260), GOOD_ABSTRACT, fontsize=10)
    page.insert_text((72, 290), "1. Introduction", fontsize=12, fontname="hebo")
    body = "Alloys of many principal elements have been studied for some twenty years. " * 8
    page.insert_textbox((72, 300, 520, 500), body, fontsize=10)
    document.save(path)
    return path


def encrypted_pdf(path: Path) -> Path:
    """A paper that asks for a password before it can be read."""
    document = pymupdf.open(good_pdf(path.with_suffix(".plain")))
    document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="u", owner_pw="o")
    path.with_suffix(".plain").unlink()
    return path


def endless_pdf(path: Path) -> Path:
    """A small file that is never done: nested forms, each drawn ten times, eleven levels deep."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /XObject << /F 5 0 R >> >> >>",
        "<< /Length 4 >>\nstream\n/F Do\nendstream".replace("4 >>", "5 >>"),
    ]
    for level in range(12):
        stream = "/F Do " * 10 if level < 11 else "BT ET"
        resources = f"/Resources << /XObject << /F {6 + level} 0 R >> >>" if level < 11 else ""
        objects.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"
            f" /Length {len(stream)} >>\nstream\n{stream}\nendstream"
        )
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    path.write_bytes(data + b"startxref\n%d\n%%%%EOF\n" % start)
    return path
