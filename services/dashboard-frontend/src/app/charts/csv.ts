/** A CSV document of named columns `[rows]`; absence is an empty cell. @source RFC 4180 */
export function toCsv(names: readonly string[], columns: readonly (readonly (number | null)[])[]): string {
  const rows = columns[0]?.map((_, row) => columns.map((column) => column[row] ?? '').join(',')) ?? []
  return `${[names.map(quote).join(','), ...rows].join('\r\n')}\r\n`
}

function quote(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name
}
