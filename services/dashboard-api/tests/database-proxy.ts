import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to the database that can be cut and mended. */
export async function startDatabaseProxy() {
  const sockets = new Set<Socket>()
  let target = new URL('postgres://host')
  const server = createServer((socket) => {
    const onward = connect(Number(target.port), target.hostname)
    for (const [end, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        sockets.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const through = (url: string) => {
    target = new URL(url)
    return Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href
  }
  return { through, cut, mend: () => listen(port), [Symbol.asyncDispose]: cut }
}
