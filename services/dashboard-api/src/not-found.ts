import { TarsError } from '@tars/contracts'

/**
 * The thing that was looked up.
 *
 * @throws {TarsError} NOT_FOUND when there is none.
 */
export function foundOrThrow<Thing>(thing: Thing | undefined, what: string, id: string): Thing {
  if (thing === undefined) throw new TarsError('NOT_FOUND', `There is no ${what} ${id}.`)
  return thing
}
