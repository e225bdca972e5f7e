/**
 * The parameters of a query string by name. A parameter that is given more than once becomes an array, which no schema of
 * ours accepts, so that nobody can mean one value and have another one used.
 */
export function parseQuery(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const known = query[name]
    query[name] = known === undefined ? value : [known, value].flat()
  }
  return query
}
