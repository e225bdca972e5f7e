/** A CSV document of named columns `[columns][rows]`; absence is an empty cell. @source RFC 4180 */
export function toCsv(
  names: readonly string[],
  columns: readonly (readonly (number | string | null)[])[],
): string {
  const rows = columns[0]?.map((_, row) => columns.map((column) => cell(column[row] ?? '')).join(',')) ?? []
  return `${[names.map(cell).join(','), ...rows].join('\r\n')}\r\n`
}

function cell(value: number | string): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
