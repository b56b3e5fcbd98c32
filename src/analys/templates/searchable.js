// Words in capitals within quotes are put in by searchable.py.
const packed = "BUNDLE";
const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
};
// Once a page, whichever table comes first.
window.analysDataTables ??= (async () => {
  const style = document.createElement("style");
  style.textContent = await unpacked(packed.style);
  const url = URL.createObjectURL(
    new Blob([await unpacked(packed.code)], { type: "text/javascript" }));
  const bundle = await import(url);
  document.head.prepend(style);
  bundle.set_or_remove_dark_class();
  return bundle.default;
})();

const filtered = (column) => {
  const title = column.header();
  const name = title.textContent;
  const listed = "listed" in title.dataset;
  const cell = document.createElement("td");
  cell.dataset.dtOrder = "disable";
  const field = cell.appendChild(document.createElement(listed ? "select" : "input"));
  field.setAttribute("aria-label", `${"FILTER"} ${name.toLowerCase()}`);
  if (listed) {
    field.add(new Option("ALL", ""));
    const texts = column.nodes().toArray().map((node) => node.textContent);
    [...new Set(texts)].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
      .forEach((text) => field.add(new Option(text, text)));
  } else {
    field.type = "search";
  }
  field.addEventListener("input", () =>
    column.search(field.value, { exact: listed && field.value !== "" }).draw());
  return cell;
};

const DataTable = await window.analysDataTables;
for (const table of document.querySelectorAll(`#${"OWN"} table:not(.dataTable)`)) {
  table.closest(".rows").classList.add("live");
  table.classList.add("display", "compact");
  const live = new DataTable(table, { ...("OPTIONS"), autoWidth: false, order: [], titleRow: 0 });
  const row = table.tHead.appendChild(document.createElement("tr"));
  row.className = "filters";
  live.columns().every(function () { row.append(filtered(this)); });
}
