import { connect } from 'node:net'

/** The status line of the answer to bytes that are sent as they are; empty when the connection ends without one. */
export function sendRaw(url: string, ...pieces: (string | Uint8Array)[]): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => {
      for (const piece of pieces) socket.write(piece)
    })
    socket.setEncoding('utf8')
    socket.on('data', (text) => {
      answer += text
      socket.end()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
  })
}
