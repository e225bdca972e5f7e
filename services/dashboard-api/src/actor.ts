import type { Identity } from './authenticate.ts'

/** The name under which a caller appears in the audit log: `user:<id>` or `key:<id>`. */
export function actorOf({ principal }: Identity): string {
  return `${principal.kind}:${principal.id}`
}
