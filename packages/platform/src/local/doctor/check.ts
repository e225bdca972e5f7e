/**
 * How a check came out: all is well; T.A.R.S. works, but something may surprise; something needs mending; or the check
 * itself could not be made.
 */
export type CheckState = 'ok' | 'warning' | 'broken' | 'unknown'

/** What a check of a machine found. */
export interface Check {
  /** Stable, for scripts: kebab-case. */
  readonly id: string
  readonly title: string
  readonly state: CheckState
  /** What is there, and where. */
  readonly found: string
  /** Why it matters; null when all is well. */
  readonly why: string | null
  /** How to mend it, with a command; null when all is well. */
  readonly mend: string | null
}

/** What is wrong: what was found, why it matters, and how to mend it. */
export interface Fault {
  readonly found: string
  readonly why: string
  readonly mend: string
}

/** The outcomes of one check. */
export interface Outcomes {
  ok(found: string): Check
  warning(fault: Fault): Check
  broken(fault: Fault): Check
  unknown(fault: Fault): Check
}

/** The outcomes of a check with this id and title. */
export function outcomesOf(id: string, title: string): Outcomes {
  return {
    ok: (found) => ({ id, title, state: 'ok', found, why: null, mend: null }),
    warning: (fault) => ({ id, title, state: 'warning', ...fault }),
    broken: (fault) => ({ id, title, state: 'broken', ...fault }),
    unknown: (fault) => ({ id, title, state: 'unknown', ...fault }),
  }
}
