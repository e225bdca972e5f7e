/** Every operating error: its HTTP status, whether trying again can help, and what to do. */
export const errorCatalogue = {
  CONFIG_INVALID: { status: 500, retryable: false, advice: 'Correct the variables named and start again.' },
  REQUEST_MALFORMED: {
    status: 400,
    retryable: false,
    advice: 'Send well-formed HTTP/1.1, and bodies as one JSON document in UTF-8.',
  },
  REQUEST_INVALID: {
    status: 422,
    retryable: false,
    advice: 'Correct the fields named and send the request again.',
  },
  REQUEST_TOO_LARGE: { status: 413, retryable: false, advice: 'Send at most 1 MiB.' },
  HEADERS_TOO_LARGE: { status: 431, retryable: false, advice: 'Send less than 16 KiB of headers.' },
  REQUEST_TIMEOUT: {
    status: 408,
    retryable: true,
    advice: 'Send headers within 10 s and the whole request within 30 s.',
  },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, retryable: false, advice: 'Send content-type: application/json.' },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, advice: 'Use a method named in the Allow header.' },
  ROUTE_UNKNOWN: {
    status: 404,
    retryable: false,
    advice: 'Routes begin with /api/v1; /api/openapi.json lists them.',
  },
  NOT_FOUND: {
    status: 404,
    retryable: false,
    advice: 'Check the id against the list that it is from.',
  },
  CURSOR_INVALID: {
    status: 400,
    retryable: false,
    advice: 'Take the cursor of the page before, with the same filters.',
  },
  UNAUTHENTICATED: {
    status: 401,
    retryable: false,
    advice: 'Sign in, or send an API key as a bearer token.',
  },
  CREDENTIALS_WRONG: { status: 401, retryable: false, advice: 'Check e-mail address and password.' },
  SETUP_LINK_INVALID: { status: 403, retryable: false, advice: 'Make a new link with `./tars link`.' },
  FORBIDDEN: { status: 403, retryable: false, advice: 'Ask an administrator for the role that this needs.' },
  ORIGIN_REFUSED: { status: 403, retryable: false, advice: 'Use the page that this platform serves.' },
  STATE_CONFLICT: {
    status: 409,
    retryable: false,
    advice: 'Look at the state it is in now; it may have ended.',
  },
  PROMOTION_UNPROVEN: {
    status: 409,
    retryable: false,
    advice: 'Evaluate it against the baseline first, or promote it with force and a reason.',
  },
  RATE_LIMITED: { status: 429, retryable: true, advice: 'Wait as long as Retry-After says.' },
  OVERLOADED: { status: 503, retryable: true, advice: 'Try again in a moment.' },
  DATABASE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    advice: 'See `./tars status`; the database may be restarting.',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    advice: 'See `./tars status`; the service may be restarting.',
  },
  INTERNAL: { status: 500, retryable: false, advice: 'See `./tars logs` with the trace id.' },
  DATABASE_UNSUITABLE: {
    status: 500,
    retryable: false,
    advice: 'Use PostgreSQL 16 or newer, with UTF8 encoding.',
  },
  MIGRATION_EDITED: {
    status: 500,
    retryable: false,
    advice: 'Restore the file as it was applied; change by a new migration.',
  },
  MIGRATION_FAILED: {
    status: 500,
    retryable: false,
    advice: 'Nothing of it was kept; mend the cause and start again.',
  },
  POSTGRES_FAILED: { status: 500, retryable: false, advice: "See the server's log in the data directory." },
  DATA_DIRECTORY_UNSUITABLE: {
    status: 500,
    retryable: false,
    advice: 'Choose another directory with --data.',
  },
  DATA_DIRECTORY_HELD: {
    status: 500,
    retryable: false,
    advice: 'Stop the platform that holds it with `./tars down`.',
  },
  PORT_TAKEN: {
    status: 500,
    retryable: false,
    advice: 'Choose another with --port, or stop what listens there.',
  },
  LOOPBACK_MISSING: {
    status: 500,
    retryable: false,
    advice: 'Bring it up (as root): `ip link set lo up && ip address replace 127.0.0.1/8 dev lo`.',
  },
  SERVICE_FAILED: { status: 500, retryable: false, advice: 'See `./tars logs SERVICE`.' },
  PLATFORM_UNREACHABLE: {
    status: 503,
    retryable: true,
    advice: 'Start it with `./tars up`, or say with --data or TARS_URL where it runs.',
  },
  USAGE: { status: 400, retryable: false, advice: 'See --help.' },
  POLICY_FILE_INVALID: {
    status: 422,
    retryable: false,
    advice: 'Use a policy file that T.A.R.S. has written.',
  },
  TRAINING_DIVERGED: { status: 500, retryable: false, advice: 'Lower the learning rate or the clip range.' },
} as const satisfies Record<string, { status: number; retryable: boolean; advice: string }>

/** The code of an operating error. */
export type ErrorCode = keyof typeof errorCatalogue

/** One field that was refused: where, why, and what is allowed. */
export interface FieldProblem {
  path: string
  message: string
}

/** An operating error: what happened, with values; its code says the rest. `facts` never hold secrets. */
export class TarsError extends Error {
  readonly code: ErrorCode
  readonly facts: Record<string, unknown>
  readonly problems: readonly FieldProblem[]

  constructor(code: ErrorCode, message: string, facts: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'TarsError'
    this.code = code
    this.facts = facts
    this.problems = Array.isArray(facts.problems) ? (facts.problems as FieldProblem[]) : []
  }

  /** The HTTP status that goes with the code. */
  get status(): number {
    return errorCatalogue[this.code].status
  }

  /** Whether trying again can help. */
  get retryable(): boolean {
    return errorCatalogue[this.code].retryable
  }

  /** What the reader should do. */
  get advice(): string {
    return errorCatalogue[this.code].advice
  }
}
