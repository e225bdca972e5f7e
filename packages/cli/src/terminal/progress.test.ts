import { describe, expect, it } from 'vitest'
import { createProgress, renderBar } from './progress.ts'
import { createSteps, describeStep } from './steps.ts'
import { createTerminal } from './terminal.ts'

function createScreen(isTTY: boolean) {
  const written: string[] = []
  const stream = { write: (text: string) => written.push(text), isTTY, columns: 40 }
  return { terminal: createTerminal(stream, stream, { TERM: 'xterm' }), written }
}

describe('progress', () => {
  it('is redrawn in place on a terminal', () => {
    const { terminal, written } = createScreen(true)
    let now = 0
    const progress = createProgress(terminal, () => now)
    progress.show(['one', 'two'])
    now = 100
    progress.show(['three'])
    progress.end()
    expect(written).toEqual(['one\ntwo\n', '\u001b[2A\r\u001b[Jthree\n', '\u001b[1A\r\u001b[J'])
  })

  it('is drawn at most twenty times a second, and the last state stays when it is kept', () => {
    const { terminal, written } = createScreen(true)
    const progress = createProgress(terminal, () => 0)
    progress.show(['first'])
    progress.show(['second'])
    progress.show(['last'])
    expect(written).toEqual(['first\n'])
    progress.end(true)
    expect(written.at(-1)).toBe('\u001b[1A\r\u001b[Jlast\n')
  })

  it('is plain lines elsewhere: the first of each, no oftener than every two seconds, none twice', () => {
    const { terminal, written } = createScreen(false)
    let now = 0
    const progress = createProgress(terminal, () => now)
    for (const [at, line] of [
      [0, 'a'],
      [1000, 'b'],
      [2000, 'a'],
      [3000, 'c'],
      [9000, 'd'],
    ] as const) {
      now = at
      progress.show([line, 'never'])
    }
    progress.end(true)
    expect(written).toEqual(['a\n', 'c\n', 'd\n'])
  })

  it('has a bar that keeps to its ends', () => {
    expect(renderBar(0.5, 4)).toBe('██░░')
    expect(renderBar(-1, 4)).toBe('░░░░')
    expect(renderBar(7, 4)).toBe('████')
  })
})

describe('steps', () => {
  it('leave one line each when they end, with time and detail', () => {
    const { terminal, written } = createScreen(false)
    const steps = createSteps(terminal)
    steps.show({ name: 'PostgreSQL', state: 'started' })
    steps.show({ name: 'PostgreSQL', state: 'done', seconds: 0.71, detail: '18.4' })
    steps.end()
    expect(written).toEqual([
      `${describeStep({ name: 'PostgreSQL', state: 'done', seconds: 0.71, detail: '18.4' })}\n`,
    ])
    expect(written[0]).toMatch(/^✔ PostgreSQL +0\.7 s {2}18\.4\n$/)
  })

  it('say in words that one has failed', () => {
    expect(describeStep({ name: 'migrate', state: 'failed', seconds: 1 })).toMatch(
      /^✖ migrate +1\.0 s \(failed\)$/,
    )
  })

  it('spin side by side on a terminal until they end', () => {
    const { terminal, written } = createScreen(true)
    const steps = createSteps(terminal)
    steps.show({ name: 'frontend', state: 'started' })
    steps.show({ name: 'services', state: 'started' })
    expect(written.at(-1)).toBe('⠋ frontend\n⠋ services\n')
    steps.show({ name: 'frontend', state: 'done', seconds: 3 })
    expect(written.join('')).toContain('✔ frontend')
    expect(written.at(-1)).toBe('⠋ services\n')
    steps.end()
    expect(written.at(-1)).toBe('\u001b[1A\r\u001b[J')
  })
})

describe('a terminal', () => {
  const stream = (isTTY: boolean, columns?: number) => ({ write: () => true, isTTY, columns })

  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ])('with a screen: %s and %j shows colours: %s', (isTTY, variables, colour) => {
    expect(createTerminal(stream(isTTY), stream(isTTY), variables).colour).toBe(colour)
  })

  it('has the columns of its screen, a hundred without one, and never fewer than twenty', () => {
    expect(createTerminal(stream(true, 57), stream(true), {}).columns).toBe(57)
    expect(createTerminal(stream(false), stream(false), {}).columns).toBe(100)
    expect(createTerminal(stream(true, 3), stream(true), {}).columns).toBe(20)
  })
})
