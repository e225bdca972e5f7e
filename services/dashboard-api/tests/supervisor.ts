import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A supervisor that answers with a document, or never. */
export async function startSupervisor(document: object | undefined) {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`)
    if (document !== undefined) response.end(JSON.stringify(document))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const environment = { TARS_CONTROL_URL: url, TARS_CONTROL_TOKEN: 'control' }
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { asked, environment, [Symbol.dispose]: close }
}
