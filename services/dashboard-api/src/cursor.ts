import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Id, TarsError } from '@tars/contracts'

const signatureBytes = 16
const idBytes = 16

/** Makes and reads the opaque cursors of lists. */
export interface Cursors {
  /** A cursor for the entries older than the one with an id, bound to a list and its filter. */
  encode(id: Id, filter: object): string
  /** @throws {TarsError} CURSOR_INVALID when the cursor is not ours, was altered, or belongs to another list or filter. */
  decode(cursor: string, filter: object): Id
}

/** Cursors signed with HMAC-SHA-256 (128 bits) over id and filter; a filter's undefined fields do not count. */
export function createCursors(secret: string): Cursors {
  const sign = (id: Buffer, filter: object) =>
    createHmac('sha256', secret)
      .update(id)
      .update(JSON.stringify(sortFields(filter)))
      .digest()
      .subarray(0, signatureBytes)
  return {
    encode(id, filter) {
      const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
      return Buffer.concat([bytes, sign(bytes, filter)]).toString('base64url')
    },
    decode(cursor, filter) {
      const bytes = Buffer.from(cursor, 'base64url')
      // Base 64 has several texts for the same bytes; only the one that we made counts.
      const isOurs = bytes.length === idBytes + signatureBytes && bytes.toString('base64url') === cursor
      const id = bytes.subarray(0, idBytes)
      if (!isOurs || !timingSafeEqual(bytes.subarray(idBytes), sign(id, filter))) {
        throw new TarsError('CURSOR_INVALID', 'The cursor does not belong to this list and filter.')
      }
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
  }
}

function sortFields(filter: object): [string, unknown][] {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined)
  return given.sort(([one], [other]) => (one < other ? -1 : 1))
}
