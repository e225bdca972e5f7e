import { expect } from 'vitest'

/** What a service answers on its own port. */
export async function ask(port: number, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  return { status: response.status, text: await response.text() }
}

/** Expects that nothing answers on a port any more. */
export async function expectSilence(port: number): Promise<void> {
  await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed')
}
