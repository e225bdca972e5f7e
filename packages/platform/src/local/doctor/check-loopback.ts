import { createServer } from 'node:net'
import { errorCatalogue } from '@tars/contracts'
import { type Check, outcomesOf } from './check.ts'

const { ok, broken } = outcomesOf('loopback', 'loopback')

/** Whether servers can listen on the machine's own addresses: undefined when they can, else the system's word. */
export interface LoopbackFacts {
  /** 127.0.0.1. */
  readonly version4: string | undefined
  /** ::1. */
  readonly version6: string | undefined
}

/** Listens for a moment on a free port of both loopback addresses. */
export async function readLoopbackFacts(): Promise<LoopbackFacts> {
  const [version4, version6] = await Promise.all([tryAddress('127.0.0.1'), tryAddress('::1')])
  return { version4, version6 }
}

function tryAddress(host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port: 0 }, () => server.close(() => resolve(undefined)))
  })
}

/** Whether 127.0.0.1, on which everything of T.A.R.S. listens, is there. IPv6 is not needed. */
export function checkLoopback({ version4, version6 }: LoopbackFacts): Check {
  if (version4 === undefined) {
    return ok(version6 === undefined ? '127.0.0.1 and ::1' : '127.0.0.1; there is no ::1, and none is needed')
  }
  return broken({
    found: `127.0.0.1 cannot be listened on: ${version4}${version6 === undefined ? '; ::1 can' : ''}`,
    why: 'The gateway, the services and the database listen on 127.0.0.1 only, so that nobody else reaches them.',
    mend: errorCatalogue.LOOPBACK_MISSING.advice,
  })
}
