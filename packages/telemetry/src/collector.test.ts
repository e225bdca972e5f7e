import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCollectorSink } from './collector.ts'

let status = 200
const received: string[] = []
const server = createServer(async (request, response) => {
  received.push(`${request.method} ${request.url} ${await text(request)}`)
  response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
})
const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

beforeEach(async () => {
  status = 200
  received.length = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

it('sends batches to /v1/traces below its endpoint', async () => {
  const sink = createCollectorSink(`${origin()}/prefix//`)
  await sink([])
  await sink([])
  expect(received).toHaveLength(2)
  expect(received[0]).toMatch(/^POST \/prefix\/v1\/traces \{/)
})

it('rejects when the collector refuses', async () => {
  status = 400
  await expect(createCollectorSink(origin())([])).rejects.toThrow()
})
