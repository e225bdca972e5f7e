import { createServer } from 'node:net'
import { TarsError } from '@tars/contracts'

const firstPort = 20_000
const portCount = 12_000
const attemptsMax = 50
const drawnMax = 500

/** The ports drawn last by this process: whoever was given one may not listen on it yet. */
const drawn = new Set<number>()

/**
 * A loopback port that nothing listens on at this moment, in [20000, 32000): below the range from which Linux and macOS
 * take the ports of outgoing connections, so that no client's connection can sit on it while its server restarts. One
 * process is not given the same port twice within 500 draws.
 *
 * @throws {TarsError} PORT_TAKEN when fifty random ports in a row are taken, or none can be tried, saying why.
 */
export async function findFreePort(random: () => number = Math.random): Promise<number> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const port = firstPort + Math.floor(random() * portCount)
    if (draw(port) && (await isPortFree(port, '127.0.0.1').catch(refuse))) return port
  }
  throw new TarsError(
    'PORT_TAKEN',
    `No free loopback port was found in ${firstPort}–${firstPort + portCount - 1}.`,
  )
}

/** Notes a port as drawn. @returns whether it was not before */
function draw(port: number): boolean {
  if (drawn.has(port)) return false
  drawn.add(port)
  const [oldest] = drawn
  if (drawn.size > drawnMax) drawn.delete(oldest!)
  return true
}

function refuse(cause: Error): never {
  const message = `No loopback port can be opened: ${cause.message}. \`./tars doctor\` tells what this machine lacks.`
  throw new TarsError('PORT_TAKEN', message, {}, cause)
}

/** Whether a server could listen on this port of this address now; rejects when not the port is in the way of that. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
