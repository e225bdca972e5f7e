import type { Operation } from '@tars/contracts'
import type { Operations } from '../call.ts'

/** The operations of some resources: those whose names begin with one of them and a dot. */
export type OperationsOf<Resource extends string> = Pick<
  Operations,
  Extract<Operation, `${Resource}.${string}`>
>
