import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRotatingLog } from './rotating-log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tars-log-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a rotating log', () => {
  it('keeps every line in order and goes on where an earlier one ended', async () => {
    const path = join(folder, 'a.jsonl')
    for (const word of ['first', 'second']) {
      const log = await openRotatingLog(path)
      log.write(word)
      log.write(`${word} again`)
      await log[Symbol.asyncDispose]()
    }
    expect(await readFile(path, 'utf8')).toBe('first\nfirst again\nsecond\nsecond again\n')
  })

  it('never takes more than two files of its maximum', async () => {
    const path = join(folder, 'a.jsonl')
    const log = await openRotatingLog(path, 1_000)
    for (let i = 0; i < 100; i++) {
      log.write(`line ${i} ${'x'.repeat(90)}`)
      await new Promise(setImmediate)
    }
    await log[Symbol.asyncDispose]()
    expect((await readdir(folder)).sort()).toEqual(['a.jsonl', 'a.jsonl.1'])
    const newest = await readFile(path, 'utf8')
    const older = await readFile(`${path}.1`, 'utf8')
    expect(newest.length).toBeLessThanOrEqual(1_000)
    expect(older.length).toBeLessThanOrEqual(1_000)
    const numbers = (older + newest).match(/(?<=line )\d+/g)!.map(Number)
    expect(numbers.at(-1)).toBe(99)
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i))
  })

  it('drops and counts what the disk does not take in time', async () => {
    const path = join(folder, 'a.jsonl')
    const log = await openRotatingLog(path)
    const line = 'x'.repeat(1024 * 1024)
    for (let i = 0; i < 7; i++) log.write(line)
    await log[Symbol.asyncDispose]()
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
    expect(lines).toHaveLength(6)
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({
      level: 'warn',
      message: '2 log lines were dropped: the disk was too slow.',
    })
  })
})
