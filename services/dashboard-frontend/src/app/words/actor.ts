import type { Principal } from '@tars/contracts'

/** Who did something, from the words that the platform keeps (`user:ID`, `key:ID`), for whoever looks. */
export function describeActor(
  actor: string,
  viewer: Pick<Principal, 'kind' | 'id'> | null | undefined,
): string {
  const [kind, id] = actor.split(':')
  if (viewer != null && kind === viewer.kind && id === viewer.id) return 'you'
  if (kind === 'user') return 'another person'
  return kind === 'key' ? 'a script with a key' : actor
}
