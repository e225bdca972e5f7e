import { lookup } from 'node:dns/promises'
import { type Check, outcomesOf } from './check.ts'

const { ok, warning } = outcomesOf('localhost', 'localhost')

/** The addresses of the name `localhost`; none when it does not resolve. */
export async function readLocalhost(): Promise<string[]> {
  const found = await lookup('localhost', { all: true }).catch(() => [])
  return [...new Set(found.map(({ address }) => address))]
}

/** Whether the name that people type leads to where T.A.R.S. listens. */
export function checkLocalhost(addresses: readonly string[]): Check {
  if (addresses.includes('127.0.0.1')) return ok(addresses.join(', '))
  return warning({
    found:
      addresses.length === 0 ? 'the name does not resolve' : `the name leads to ${addresses.join(', ')} only`,
    why: 'T.A.R.S. listens on 127.0.0.1 and prints that address; whoever types localhost does not get there.',
    mend: "Add the line (as root): `echo '127.0.0.1 localhost' >> /etc/hosts`.",
  })
}
