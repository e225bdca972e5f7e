import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSteps, renderStep } from './steps.ts'
import { createTerminal } from './terminal.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function createScreen(isTTY: boolean, columns = 60) {
  const written: string[] = []
  const stream = { write: (text: string) => written.push(text), isTTY, columns }
  return { steps: createSteps(createTerminal(stream, stream, { TERM: 'xterm' }), Date.now), written }
}

describe('steps', () => {
  it('leave one line each when they end, with time and detail, and no escape code without a screen', () => {
    const { steps, written } = createScreen(false)
    steps.show({ name: 'PostgreSQL', state: 'started' })
    steps.show({ name: 'PostgreSQL', state: 'done', seconds: 0.71, detail: '18.4' })
    steps.end()
    expect(written).toEqual(['✔ PostgreSQL                0.7 s  18.4\n'])
  })

  it('say every ten seconds what takes long, where nothing can be drawn', () => {
    const { steps, written } = createScreen(false)
    steps.show({ name: 'dashboard', state: 'started' })
    vi.advanceTimersByTime(5_000)
    steps.show({ name: 'services', state: 'started' })
    vi.advanceTimersByTime(16_000)
    expect(written).toEqual([
      '… dashboard (10 s so far), services (5 s so far)\n',
      '… dashboard (20 s so far), services (15 s so far)\n',
    ])
    steps.end()
    vi.advanceTimersByTime(60_000)
    expect(written).toHaveLength(2)
  })

  it('say in words that one has failed', () => {
    expect(renderStep({ name: 'migrate', state: 'failed', seconds: 1 }, 60)).toEqual([
      '✖ migrate                   1.0 s (failed)',
    ])
  })

  it('fold in a narrow terminal, between words', () => {
    const step = {
      name: 'database',
      state: 'done',
      seconds: 0.9,
      detail: 'PostgreSQL 18.4 in /tmp/tars',
    } as const
    expect(renderStep(step, 24)).toEqual(['✔ database 0.9 s', '  PostgreSQL 18.4 in', '  /tmp/tars'])
  })

  it('spin side by side on a terminal with their time so far, until they end', () => {
    const { steps, written } = createScreen(true)
    vi.setSystemTime(0)
    steps.show({ name: 'frontend', state: 'started' })
    steps.show({ name: 'services', state: 'started' })
    expect(written.at(-1)).toBe('⠋ frontend\n⠋ services\n')
    vi.advanceTimersByTime(2_100)
    expect(written.at(-1)).toMatch(/⠙ frontend \(2 s so far\)\n⠙ services \(2 s so far\)\n$/)
    steps.show({ name: 'frontend', state: 'done', seconds: 3 })
    expect(written.join('')).toContain('✔ frontend')
    expect(written.at(-1)).toMatch(/^⠙ services/)
    steps.end()
    expect(written.at(-1)).toBe('\u001b[1A\r\u001b[J')
  })
})
