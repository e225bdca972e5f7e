/** The value of a metadata key. @throws {RangeError} when the file lacks it. */
export function readMetadata(metadata: ReadonlyMap<string, string>, key: string): string {
  const value = metadata.get(key)
  if (value === undefined) throw new RangeError(`the file's metadata lacks ${key}`)
  return value
}

/** Refuses files that are not of this kind and format version. @throws {RangeError} saying what was found. */
export function assertFormat(metadata: ReadonlyMap<string, string>, format: string): void {
  const found = readMetadata(metadata, 'format')
  if (found !== format) throw new RangeError(`the file's format is ${found}, not ${format}`)
}

/** A metadata value that must be a non-negative integer. @throws {RangeError} when it is not. */
export function readCount(metadata: ReadonlyMap<string, string>, key: string): number {
  const text = readMetadata(metadata, key)
  const count = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count))
    throw new RangeError(`${key} must be a count, not ${text}`)
  return count
}

/** A metadata value that must be JSON. @throws {RangeError} when it is not. */
export function readJson(metadata: ReadonlyMap<string, string>, key: string): unknown {
  const text = readMetadata(metadata, key)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RangeError(`${key} is not JSON`, { cause })
  }
}
