import type { Id } from '@tars/contracts'
import { v7 } from 'uuid'

/** A new id: UUID version 7, later ones sort after earlier ones made by the same process. @source RFC 9562, section 5.7 */
export function createId(): Id {
  return v7()
}
