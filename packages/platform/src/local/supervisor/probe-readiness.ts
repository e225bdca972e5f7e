import { get } from 'node:http'

const answerMs = 2_500

/** What a service answers when it is asked whether it is ready; `silent`: nothing in 2.5 s. */
export type Readiness = 'ready' | 'unready' | 'silent'

/** Asks the service on a loopback port for `/health/ready`. */
export function probeReadiness(port: number): Promise<Readiness> {
  return new Promise((resolve) => {
    const request = get(
      { host: '127.0.0.1', port, path: '/health/ready', agent: false, timeout: answerMs },
      (response) => {
        response.resume()
        resolve(response.statusCode === 200 ? 'ready' : 'unready')
      },
    )
    request.once('timeout', () => request.destroy())
    request.once('error', () => resolve('silent'))
    request.once('close', () => resolve('silent'))
  })
}
