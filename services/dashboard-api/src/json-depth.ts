const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Whether a JSON document nests arrays and objects at most `depthMax` deep, found by one pass over its bytes before
 * anything is built from them. Stops at the first bracket too deep. The document need not be valid JSON.
 *
 * @param bytes UTF-8; its multi-byte sequences hold none of the bytes looked for.
 */
export function isJsonDepthWithin(bytes: Uint8Array, depthMax: number): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (inString) {
      if (byte === backslash) at++
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (byte === openBracket || byte === openBrace) {
      depth++
      if (depth > depthMax) return false
    } else if (byte === closeBracket || byte === closeBrace) depth--
  }
  return true
}
