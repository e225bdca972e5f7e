import type { ErrorCode, FieldProblem } from '@tars/contracts'
import type { Step } from './terminal/steps.ts'

/** What `tars up` answers once the platform is ready. */
export interface UpAnswer {
  readonly url: string
  /** Null once an administrator exists. */
  readonly signInLink: string | null
  readonly data: string
  /** Of the supervisor. */
  readonly pid: number
}

/** What a detached platform tells the command that started it. */
export type StarterMessage =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'ready'; readonly answer: UpAnswer }
  | {
      readonly kind: 'failed'
      readonly code: ErrorCode
      readonly message: string
      readonly problems: readonly FieldProblem[]
    }
