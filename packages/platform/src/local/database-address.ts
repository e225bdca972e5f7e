/** How an address of a PostgreSQL is written. */
export const databaseAddressForm = 'postgresql://USER:PASSWORD@HOST:5432/DATABASE'

/** The address of a PostgreSQL in its parts; undefined when the text is none, such as one with a `%` that encodes nothing. */
export function parseDatabaseAddress(text: string): URL | undefined {
  const address = URL.parse(text)
  if (!address || !/^postgres(ql)?:$/.test(address.protocol)) return undefined
  try {
    for (const part of [address.username, address.password, address.pathname]) decodeURIComponent(part)
    return address
  } catch {
    // A URIError: the driver could not read it either.
    return undefined
  }
}
