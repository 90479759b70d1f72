"""Draw what lies over a page without being part of it: annotations, form fields, redactions."""

from typing import Any

#: Notes of readers are shown as icons up to this large, in points; they hide no text on purpose.
_ICONS = ("Text", "FileAttachment", "Sound")
_ICON_SIZE = 30.0


def with_covers(page: Any, contents: Any) -> Any:
    """Return the display list of a page's contents with what lies over them.

    Text marked for redaction is covered as if the redaction were done: nobody shall read it.

    Args:
        page: A PyMuPDF page.
        contents: The display list of its contents; returned as it is where nothing lies over them.
    """
    covers = [annotation for annotation in page.annots() if not _is_icon(annotation)]
    fields = list(page.widgets())
    if not covers and not fields:
        return contents
    import pymupdf
    from pymupdf import mupdf

    drawn = mupdf.FzDisplayList(mupdf.fz_bound_display_list(contents.this))
    device, as_it_is = mupdf.fz_new_list_device(drawn), mupdf.FzMatrix()
    everywhere = mupdf.FzRect(mupdf.FzRect.Fixed_INFINITE)
    mupdf.fz_run_display_list(contents.this, device, as_it_is, everywhere, mupdf.FzCookie())
    for annotation in covers:
        if annotation.type[1] == "Redact":
            _redact(device, annotation)
        else:
            mupdf.pdf_run_annot(annotation.this, device, as_it_is, mupdf.FzCookie())
    for field in fields:
        mupdf.pdf_run_annot(field._annot, device, as_it_is, mupdf.FzCookie())
    mupdf.fz_close_device(device)
    return pymupdf.DisplayList(drawn)  # type: ignore[no-untyped-call]


def _is_icon(annotation: Any) -> bool:
    box = annotation.rect
    return annotation.type[1] in _ICONS and max(box.width, box.height) <= _ICON_SIZE


def _redact(device: Any, annotation: Any) -> None:
    """Draw the white boxes that a redaction would leave."""
    from pymupdf import mupdf

    corners = annotation.vertices or annotation.rect.quad
    white = mupdf.new_floats(1)
    mupdf.floats_setitem(white, 0, 1.0)
    for at in range(0, len(corners), 4):
        x, y = zip(*corners[at : at + 4], strict=True)
        path = mupdf.fz_new_path()
        mupdf.fz_rectto(path, min(x), min(y), max(x), max(y))
        mupdf.fz_fill_path(
            device, path, 0, mupdf.FzMatrix(), mupdf.fz_device_gray(), white, 1,
            mupdf.FzColorParams(),
        )  # fmt: skip
    mupdf.delete_floats(white)
