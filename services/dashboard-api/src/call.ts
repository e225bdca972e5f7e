import type { CallOutput, Operation, routes } from '@tars/contracts'
import type { z } from 'zod'
import type { Identity } from './authenticate.ts'

type Table = typeof routes

type Read<O extends Operation, Part extends 'params' | 'query' | 'body'> =
  Table[O] extends Record<Part, infer Schema extends z.ZodType> ? z.output<Schema> : Record<string, never>

/** One call of an operation: its checked inputs, who calls and from where, and the headers of the answer. */
export interface Call<O extends Operation> {
  params: Read<O, 'params'>
  query: Read<O, 'query'>
  body: Read<O, 'body'>
  /** Who calls; null on public routes, where nobody is asked. */
  caller: Table[O]['access'] extends 'public' ? null : Identity
  /** Network address of the client. */
  address: string
  setHeader(name: string, value: string): void
}

/** What each operation of the route table does. Its answer is checked against the route before it is sent. */
export type Operations = { [O in Operation]: (call: Call<O>) => Promise<CallOutput<O>> }
