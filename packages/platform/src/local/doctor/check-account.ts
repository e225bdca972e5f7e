import type { ServerAccount } from '../postgres/server-account.ts'
import { type Check, outcomesOf } from './check.ts'

const { ok, broken } = outcomesOf('account', 'account')

/** Who would run PostgreSQL. */
export interface AccountFacts {
  readonly isRoot: boolean
  readonly userName: string
  /** The account that root lends to PostgreSQL; undefined when there is none. */
  readonly account: ServerAccount | undefined
}

/** Whether there is an account that PostgreSQL, which refuses root, can run as. */
export function checkAccount({ isRoot, userName, account }: AccountFacts): Check {
  if (!isRoot) return ok(`PostgreSQL runs as ${userName}, who starts it`)
  if (account) return ok(`root starts PostgreSQL as the account "${account.name}"`)
  return broken({
    found: 'root has neither an account "postgres" nor "nobody" to lend to PostgreSQL',
    why: 'PostgreSQL refuses to run as root.',
    mend: 'Make an account: `useradd --system --user-group postgres`, or start T.A.R.S. as a plain user.',
  })
}
