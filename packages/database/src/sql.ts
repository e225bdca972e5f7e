/** Something that SQL can be sent to: the pool, or one transaction. */
export interface Sql {
  /** Runs one statement and gives its rows with camelCase keys, instants as ISO 8601 text and int8 as numbers. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** A key of a row: snake_case turned into camelCase. */
export function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** A row with its keys in camelCase; values are left alone. */
export function toCamelCaseKeys(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [toCamelCase(name), value]))
}
