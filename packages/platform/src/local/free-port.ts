import { createServer } from 'node:net'
import { TarsError } from '@tars/contracts'

const firstPort = 20_000
const portCount = 12_000
const attemptsMax = 50

/**
 * A loopback port that nothing listens on at this moment, in [20000, 32000): below the range from which Linux and macOS
 * take the ports of outgoing connections, so that no client's connection can sit on it while its server restarts.
 *
 * @throws {TarsError} PORT_TAKEN when fifty random ports in a row are taken.
 */
export async function findFreePort(random: () => number = Math.random): Promise<number> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const port = firstPort + Math.floor(random() * portCount)
    if (await isPortFree(port, '127.0.0.1')) return port
  }
  throw new TarsError(
    'PORT_TAKEN',
    `No free loopback port was found in ${firstPort}–${firstPort + portCount - 1}.`,
  )
}

/** Whether a server could listen on this port of this address now. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
