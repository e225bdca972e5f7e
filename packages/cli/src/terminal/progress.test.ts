import { describe, expect, it } from 'vitest'
import { createProgress, describeLeft, renderBar, renderProgress } from './progress.ts'
import { createTerminal } from './terminal.ts'

function createScreen(isTTY: boolean, rows?: number) {
  const written: string[] = []
  const stream = { write: (text: string) => written.push(text), isTTY, columns: 40, rows }
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

  it('is only its last line on a screen with too few rows, until it ends', () => {
    const { terminal, written } = createScreen(true, 3)
    let now = 0
    const progress = createProgress(terminal, () => now)
    for (const lines of [
      ['a', 'b'],
      ['curve', 'curve', 'half'],
      ['curve', 'curve', 'all'],
    ]) {
      progress.show(lines)
      now += 100
    }
    progress.end(true)
    expect(written).toEqual([
      'a\nb\n',
      '\u001b[2A\r\u001b[Jhalf\n',
      '\u001b[1A\r\u001b[Jall\n',
      '\u001b[1A\r\u001b[Jcurve\ncurve\nall\n',
    ])
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

  it('is told more rarely the longer it takes, but every minute at least', () => {
    const { terminal, written } = createScreen(false)
    let now = 0
    const progress = createProgress(terminal, () => now)
    const tellFor = (seconds: number) => {
      const before = written.length
      for (const end = now + seconds * 1000; now < end; now += 1000) progress.show([`at ${now}`])
      return written.length - before
    }
    expect(tellFor(20)).toBe(10)
    tellFor(600)
    expect(tellFor(600)).toBe(10)
  })

  it('has a bar that keeps to its ends', () => {
    expect(renderBar(0.5, 4)).toBe('██░░')
    expect(renderBar(-1, 4)).toBe('░░░░')
    expect(renderBar(7, 4)).toBe('████')
  })
})

describe('a line of progress', () => {
  const screen = (columns: number, isTTY = true) => {
    const stream = { write: () => true, isTTY, columns }
    return createTerminal(stream, stream, { TERM: 'xterm' })
  }
  const parts = ['50 of 200 episodes', describeLeft(75)]

  it('has a bar and all parts where they fit', () => {
    expect(renderProgress(screen(60), 0.25, parts)).toBe(
      '████░░░░░░░░░░░░ 50 of 200 episodes  about 1 min 15 s left',
    )
  })

  it('gives up the bar first, then the last parts', () => {
    expect(renderProgress(screen(45), 0.25, parts)).toBe('50 of 200 episodes  about 1 min 15 s left')
    expect(renderProgress(screen(30), 0.25, parts)).toBe('50 of 200 episodes')
  })

  it('has no bar where nothing can be drawn', () => {
    expect(renderProgress(screen(60, false), 0.25, parts)).toBe('50 of 200 episodes  about 1 min 15 s left')
  })

  it('says so when the time left is not known', () => {
    expect(describeLeft(undefined)).toBe('time left not known yet')
  })
})
