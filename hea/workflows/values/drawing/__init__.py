"""Draw plots of values: as a picture by matplotlib, or as a page that stands alone."""
