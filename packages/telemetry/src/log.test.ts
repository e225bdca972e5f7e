import { describe, expect, it } from 'vitest'
import { createLog, type LogOptions } from './log.ts'

function listen(options: Partial<LogOptions> = {}) {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  const log = createLog({ service: 'ppo-agent', version: '1.2.3', level: 'info', destination, ...options })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') }
}

describe('log', () => {
  it('writes one JSON line with time, level as a word, service, version, message and facts', () => {
    const { log, lines, last } = listen()
    log.warn({ attempt: 3 }, 'Lease lost.')
    expect(lines).toHaveLength(1)
    expect(lines[0]?.endsWith('\n')).toBe(true)
    expect(last()).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'ppo-agent',
      version: '1.2.3',
      attempt: 3,
      message: 'Lease lost.',
    })
  })

  it('leaves out the version where it is not known', () => {
    const { log, last } = listen({ version: undefined })
    log.info({}, 'Starting.')
    expect(last()).not.toHaveProperty('version')
  })

  it('names the active trace, and only while there is one', () => {
    let traceId: string | null = 'abc'
    const { log, last } = listen({ traceId: () => traceId })
    log.info({}, 'inside')
    expect(last().traceId).toBe('abc')
    traceId = null
    log.info({}, 'outside')
    expect(last()).not.toHaveProperty('traceId')
  })

  it('writes nothing below its level, and nothing at all when silent', () => {
    const quiet = listen({ level: 'error' })
    quiet.log.warn({}, 'unheard')
    quiet.log.error({}, 'heard')
    quiet.log.fatal({}, 'heard')
    expect(quiet.lines).toHaveLength(2)
    const silent = listen({ level: 'silent' })
    silent.log.fatal({}, 'unheard')
    expect(silent.lines).toHaveLength(0)
  })

  it('hides secrets in facts and message', () => {
    const { log, lines } = listen()
    log.error({ headers: { authorization: 'Bearer hunter2' } }, 'no answer from postgresql://u:hunter2@h/d')
    expect(lines[0]).not.toContain('hunter2')
  })

  it('keeps a message on its line, with errors readable', () => {
    const { log, lines, last } = listen()
    log.error({ error: new RangeError('off\nby one') }, 'two\nlines')
    expect(lines[0]?.trimEnd()).not.toContain('\n')
    expect(last().error).toMatchObject({ name: 'RangeError', message: 'off\nby one' })
  })

  it('does not let a fact pass for a field of the line', () => {
    const { log, lines, last } = listen()
    log.info({ service: 'forged', message: 'forged', time: 0 }, 'true')
    expect(lines[0]?.match(/"service":/g)).toHaveLength(1)
    expect(last()).toMatchObject({ service: 'ppo-agent', message: 'true', 'fact.service': 'forged' })
  })
})
