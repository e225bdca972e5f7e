import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const shape = /^(tars_[a-z0-9]{1,16}_([0-9A-Za-z]{12})_([0-9A-Za-z]{43}))_([0-9A-Za-z]{6})$/

/** A freshly made API key: the text, shown once, and what is kept of it. */
export interface MintedApiKey {
  /** `tars_<environment>_<key id, 12>_<secret, 43>_<CRC-32, 6>`, in base 62. */
  key: string
  keyId: string
  secretHash: string
}

/** Makes an API key with 256 bits of secret. */
export function mintApiKey(pepper: string, environment = 'local'): MintedApiKey {
  const keyId = randomText(12)
  const secret = randomText(43)
  const body = `tars_${environment}_${keyId}_${secret}`
  return { key: `${body}_${checksumOf(body)}`, keyId, secretHash: hashSecret(pepper, secret) }
}

/** The parts of an API key whose shape and checksum are right; undefined for anything else, without any look-up. */
export function parseApiKey(text: string): { keyId: string; secret: string } | undefined {
  const [, body, keyId, secret, checksum] = shape.exec(text) ?? []
  if (body === undefined || keyId === undefined || secret === undefined) return undefined
  return checksum === checksumOf(body) ? { keyId, secret } : undefined
}

/** What is kept of a secret: HMAC-SHA-256 with the pepper, hexadecimal. */
export function hashSecret(pepper: string, secret: string): string {
  return createHmac('sha256', pepper).update(secret).digest('hex')
}

/** Whether a secret is the one that was kept, in time that does not depend on where they differ. */
export function matchesSecret(pepper: string, secret: string, secretHash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(pepper, secret), 'hex'), Buffer.from(secretHash, 'hex'))
}

function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    // 248 is the largest multiple of 62 in a byte; the rest is thrown away so that every letter is equally likely.
    for (const byte of randomBytes(length))
      if (byte < 248 && text.length < length) text += alphabet[byte % 62]
  }
  return text
}

function checksumOf(body: string): string {
  let value = crc32(body)
  let text = ''
  for (let digit = 0; digit < 6; digit++) {
    text = alphabet[value % 62] + text
    value = Math.floor(value / 62)
  }
  return text
}
