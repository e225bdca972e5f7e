import { TarsError, type Verification } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { type Handlers, startRouteServer } from '../../tests/route-server.ts'
import { runCommand } from '../../tests/run-command.ts'
import { ids, verificationWith } from '../../tests/samples.ts'

const running = verificationWith({
  state: 'running',
  episodesDone: 60,
  matches: null,
  checks: [],
  differing: null,
})

function verificationThatEnds(ended: Verification): Handlers {
  let read = 0
  return {
    'evaluations.verify': () => ({ ...running, state: 'queued', episodesDone: 0 }),
    'verifications.read': () => (read++ === 0 ? running : ended),
  }
}

const verify = ['evaluate', '--verify', ids.evaluation]
const differing = verificationWith({
  matches: false,
  checks: checksThatBreak('returnsHash'),
  differing: 1,
  differences: [{ side: 'candidate', index: 7, seed: 123, recorded: 500, replayed: 499.5 }],
})

function checksThatBreak(...names: readonly string[]): Verification['checks'] {
  return verificationWith().checks.map((check) =>
    names.includes(check.name) ? { ...check, found: 'cd'.repeat(32), matches: false } : check,
  )
}

async function endOf(changes: Partial<Verification>) {
  const ended = verificationWith({ matches: false, ...changes })
  await using server = await startRouteServer(verificationThatEnds(ended))
  return await runCommand(verify, { url: server.url })
}

/** What stands before the first table, however it was broken into lines. */
const sentenceIn = (out: string) => out.split('\n\n')[0]?.replaceAll('\n', ' ')

describe('tars evaluate --verify', () => {
  it('plays an evaluation again, shows how far it is, and prints each check of the receipt', async () => {
    await using server = await startRouteServer(verificationThatEnds(verificationWith()))
    const end = await runCommand(verify, { url: server.url })
    expect(end.code).toBe(0)
    expect(end.err).toContain('60 of 200 episodes of both sides')
    expect(end.out).toMatch(/^✔ It repeats: all 200 episodes returned what the receipt says, bit by bit\.\n/)
    for (const check of ['policy', 'environment version', 'episode seeds', 'returns', "baseline's returns"]) {
      expect(end.out).toMatch(new RegExp(`\\n${check} +✔ same +abab`))
    }
  })

  it('ends with 1 and names the check and the episodes that differ', async () => {
    await using server = await startRouteServer(verificationThatEnds(differing))
    const end = await runCommand(verify, { url: server.url })
    expect(end.code).toBe(1)
    expect(sentenceIn(end.out)).toBe(
      "✖ It does not repeat: it breaks its receipt in the policy's returns, and 1 episode of 200 is not as it was recorded.",
    )
    expect(end.out).toMatch(/\nreturns +✖ differs +abab.*cdcd/)
    expect(end.out).toMatch(/\ncandidate +7 +123 +500 +499\.5/)
  })

  it('blames the weights, not the episodes, where only the weights are others', async () => {
    const end = await endOf({ checks: checksThatBreak('policyHash', 'environmentVersion'), differing: 0 })
    expect(sentenceIn(end.out)).toBe(
      "✖ It does not repeat: it breaks its receipt in the policy's weights and the environment's version, but every episode is as it was recorded.",
    )
  })

  it('blames the record where the receipt is kept', async () => {
    const end = await endOf({ differing: 3 })
    expect(sentenceIn(end.out)).toBe(
      '✖ It does not repeat: it keeps to its receipt, but 3 episodes of 200 are not as they were recorded.',
    )
  })

  it('writes returns that differ so that they look different, and says what else differs where they are equal', async () => {
    const episode = { side: 'candidate', index: 7, seed: 123 } as const
    const end = await endOf({
      differing: 2,
      differences: [
        { ...episode, recorded: -73.50000001, replayed: -73.5 },
        { ...episode, side: 'baseline', recorded: 1 / 3, replayed: 1 / 3 },
      ],
    })
    expect(end.out).toMatch(/\ncandidate +7 +123 +−73\.50000001 +−73\.5 +return\n/)
    expect(end.out).toMatch(/\nbaseline +7 +123 +0\.33 +0\.33 +seed, length or end\n/)
  })

  it.each([40, 60, 80])('fits %d columns', async (columns) => {
    await using server = await startRouteServer(verificationThatEnds(differing))
    const { out } = await runCommand(verify, { url: server.url, columns })
    expect(Math.max(...out.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(columns)
    expect(out).toContain('✖ differs')
  })

  it('is one JSON document', async () => {
    await using server = await startRouteServer(verificationThatEnds(differing))
    const end = await runCommand([...verify, '--json'], { url: server.url })
    expect(end.json()).toEqual(differing)
  })

  it('ends with 1 when it could not be played again', async () => {
    const failed = { ...running, state: 'failed' as const, error: 'the policy file is gone' }
    await using server = await startRouteServer(verificationThatEnds(failed))
    const end = await runCommand(verify, { url: server.url })
    expect(end.code).toBe(1)
    expect(end.out).toBe('✖ Not verified: the verification has failed: the policy file is gone\n')
  })

  it('follows the live channel, and passes over the progress of another verification', async () => {
    let state = running
    await using server = await startRouteServer({
      'evaluations.verify': () => running,
      'verifications.read': () => state,
    })
    const beating = setInterval(() => {
      const of = { evaluation: ids.evaluation, policy: ids.policy, agent: 'a', environment: 'e' }
      const channel = `evaluation:${ids.evaluation}`
      const other = { ...of, verification: ids.promotion, episodesDone: 1, episodesTotal: 2 }
      const mine = { ...of, verification: ids.verification, episodesDone: 150, episodesTotal: 200 }
      server.emit(channel, 'verification.progressed', other)
      server.emit(channel, 'verification.progressed', mine)
      if (server.calls.filter((call) => call === 'verifications.read').length > 1) {
        state = verificationWith()
        server.emit(channel, 'verification.completed', mine)
      }
    }, 100)
    const end = await runCommand(verify, { url: server.url, isTTY: true }).finally(() =>
      clearInterval(beating),
    )
    expect(end.code).toBe(0)
    expect(end.err).toContain('150 of 200 episodes')
    expect(end.err).not.toContain(' of 2 episodes')
  })

  it('says that it goes on when it is interrupted', async () => {
    await using server = await startRouteServer({
      'evaluations.verify': () => running,
      'verifications.read': () => running,
    })
    const interruption = new AbortController()
    setTimeout(() => interruption.abort(), 300)
    const end = await runCommand(verify, { url: server.url, interrupted: interruption.signal })
    expect(end.code).toBe(130)
    expect(end.err).toContain('The verification goes on')
  })

  it.each([
    [[...verify, ids.policy], /leave out a policy/],
    [[...verify, '--episodes', '100', '--stochastic'], /leave out --episodes, --stochastic/],
    [['evaluate', '--verify', 'x'], /id of an evaluation/],
  ])('refuses %j as wrong usage', async (argv, message) => {
    const end = await runCommand(argv)
    expect(end.code).toBe(2)
    expect(end.err).toMatch(message)
  })

  it('ends with 1 for an evaluation that is not judged yet', async () => {
    await using server = await startRouteServer({
      'evaluations.verify': () => {
        throw new TarsError('STATE_CONFLICT', 'The evaluation is running.')
      },
    })
    expect((await runCommand(verify, { url: server.url })).code).toBe(1)
  })
})
