// Values: a point of the plot shows its sentence, as a value of the table does.

document.addEventListener("plot:value", (event) => {
  const { paper, start, end, piece, table_row: row } = event.detail;
  const span = new URLSearchParams({ start, end, piece, row });
  htmx.ajax("GET", `/paper/${paper}?${span}`, "#evidence");
});
