import { createServer } from 'node:net'
import { describeListener } from '../port-listener.ts'
import { type Check, outcomesOf } from './check.ts'

const { ok, warning, broken } = outcomesOf('port', 'port')

/** The port of the gateway, tried. */
export interface PortFacts {
  readonly port: number
  /** Whether `up` may take the next free one instead. */
  readonly portIsDefault: boolean
  /** Why it cannot be listened on; undefined: it can. */
  readonly refusal: string | undefined
  /** Who listens, where the system tells. */
  readonly listener: string | undefined
  /** Address of the platform of this data directory, when it runs. */
  readonly url: string | undefined
}

/** Tries whether a port of 127.0.0.1 can be listened on, and asks who does when not. */
export async function readPortFacts(
  asked: Pick<PortFacts, 'port' | 'portIsDefault' | 'url'>,
): Promise<PortFacts> {
  const refusal = await tryPort(asked.port)
  const listener = refusal === 'EADDRINUSE' ? await describeListener(asked.port) : undefined
  return { ...asked, refusal, listener }
}

function tryPort(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

const another = (port: number) => (port < 65_535 ? port + 1 : port - 1)

/** Whether `up` can listen on the port that it is to use. */
export function checkPort({ port, portIsDefault, refusal, listener, url }: PortFacts): Check {
  if (url !== undefined && new URL(url).port === String(port)) return ok(`${port} is this platform's own`)
  if (refusal === undefined) return ok(`${port} is free`)
  if (refusal === 'EACCES') {
    return broken({
      found: `${port} may not be used by this user`,
      why: 'Ports below 1024 are for root.',
      mend: 'Choose a higher one: `./tars up --port 3000`.',
    })
  }
  if (refusal !== 'EADDRINUSE') {
    return broken({
      found: `${port} cannot be used: ${refusal}`,
      why: 'Nobody could reach the dashboard and the API.',
      mend: 'See the check of loopback: `ip address show dev lo`.',
    })
  }
  const found = `${port} is taken by ${listener ?? 'a process of another user'}`
  if (portIsDefault) {
    return warning({
      found,
      why: '`./tars up` takes the next free port, so the address changes with whoever is first.',
      mend: `Choose one of your own: \`./tars up --port ${another(port)}\`, or stop what listens there.`,
    })
  }
  return broken({
    found,
    why: '`./tars up` cannot listen there, so nobody would reach the dashboard and the API.',
    mend: `Stop what listens there, or choose another: \`./tars up --port ${another(port)}\`.`,
  })
}
