import { TarsError } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { type Handlers, startRouteServer } from '../../tests/route-server.ts'
import { createUses, runCommand } from '../../tests/run-command.ts'
import { evaluationWith, ids } from '../../tests/samples.ts'
import { runCli } from '../run-cli.ts'

function evaluationThatEnds(ended = evaluationWith(), requests: unknown[] = []): Handlers {
  let read = 0
  const running = evaluationWith({
    state: 'running',
    episodesDone: 50,
    score: null,
    verdict: null,
    comparison: null,
  })
  return {
    'evaluations.create': ({ body }) => {
      requests.push(body)
      return running
    },
    'evaluations.read': () => (read++ === 0 ? running : ended),
  }
}

describe('tars evaluate', () => {
  it('asks for what the command line says and answers with one JSON document', async () => {
    const requests: unknown[] = []
    await using server = await startRouteServer(evaluationThatEnds(evaluationWith(), requests))
    const end = await runCommand(
      [
        'evaluate',
        ids.policy,
        '--episodes',
        '200',
        '--seed',
        '7',
        '--stochastic',
        '--baseline',
        ids.baseline,
        '--environment',
        'CartPole-v1',
        '--json',
      ],
      { url: server.url },
    )
    expect(requests).toEqual([
      {
        policy: ids.policy,
        environment: 'CartPole-v1',
        episodes: 200,
        seed: 7,
        mode: 'stochastic',
        baseline: ids.baseline,
      },
    ])
    expect(end.code).toBe(0)
    expect(end.json()).toMatchObject({
      evaluation: ids.evaluation,
      episodes: 100,
      mean: 490.5,
      std: 12.25,
      iqm: 495,
      interval95: [487.5, 493],
      successRatio: 0.93,
      returnsHash: 'cd'.repeat(32),
      verdict: 'improved',
      comparison: { wins: 80 },
    })
  })

  it('says the verdict first and the numbers after it, in forty columns too', async () => {
    await using server = await startRouteServer(evaluationThatEnds())
    const end = await runCommand(['evaluate', ids.policy], { url: server.url, columns: 40 })
    const lines = end.out.split('\n')
    expect(lines[0]).toBe('▲ improved: Better than the baseline:')
    expect(end.out).toContain('80 won, 15 tied, 5 lost of 100 paired')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40)
    expect(end.err).toContain('50 of 200 episodes')
  })

  it('ends with 1 when the policy has regressed', async () => {
    await using server = await startRouteServer(evaluationThatEnds(evaluationWith({ verdict: 'regressed' })))
    const end = await runCommand(['evaluate', ids.policy], { url: server.url })
    expect(end.code).toBe(1)
    expect(end.out).toMatch(/^▼ regressed: /)
  })

  it('ends with 1 and the reason when the evaluation has failed', async () => {
    const failed = evaluationWith({
      state: 'failed',
      error: 'No worker.',
      score: null,
      verdict: null,
      comparison: null,
    })
    await using server = await startRouteServer(evaluationThatEnds(failed))
    const end = await runCommand(['evaluate', ids.policy], { url: server.url })
    expect(end.code).toBe(1)
    expect(end.out).toBe('No verdict: the evaluation is failed: No worker.\n')
  })

  it.each([
    [['evaluate', 'not-an-id'], /must be the id of a policy; `.\/tars policies list` shows them/],
    [['evaluate'], /Say which policy to evaluate/],
    [['evaluate', ids.policy, '--episodes', '10001'], /whole number from 1 to 10000/],
  ])('refuses %j as wrong usage', async (argv, message) => {
    const end = await runCommand(argv)
    expect(end.code).toBe(2)
    expect(end.err).toMatch(message)
  })

  it('ends with 2 when there is no such policy, and tells the trace', async () => {
    await using server = await startRouteServer({
      'evaluations.create': () => {
        throw new TarsError('NOT_FOUND', 'There is no such policy.', { traceId: 'f'.repeat(32) })
      },
    })
    const end = await runCommand(['evaluate', ids.policy], { url: server.url })
    expect(end.code).toBe(2)
    expect(end.err).toContain('There is no such policy.')
    expect(end.err).toContain(`trace ${'f'.repeat(32)}`)
  })

  it('ends with 3 when nobody answers', async () => {
    const end = await runCommand(['evaluate', ids.policy, '--json'], { url: 'http://127.0.0.1:1' })
    expect(end.code).toBe(3)
    expect(end.json()).toHaveProperty('error.code', 'PLATFORM_UNREACHABLE')
  })

  it('leaves the evaluation running on Ctrl-C and says where to look', async () => {
    const interruption = new AbortController()
    await using server = await startRouteServer({
      ...evaluationThatEnds(),
      'evaluations.read': () => {
        setTimeout(() => interruption.abort(), 50)
        return evaluationWith({ state: 'running' })
      },
    })
    const end = await runCommand(['evaluate', ids.policy], {
      url: server.url,
      interrupted: interruption.signal,
    })
    expect(end.code).toBe(130)
    expect(end.err).toContain(`tars evaluations show ${ids.evaluation}`)
  })

  it('follows the live channel, and leaves the evaluation going on when it is interrupted', async () => {
    const running = evaluationWith({ state: 'running', episodesDone: 0 })
    await using server = await startRouteServer({
      'evaluations.create': () => running,
      'evaluations.read': () => running,
    })
    const interruption = new AbortController()
    const { uses, written } = createUses({
      url: server.url,
      isTTY: true,
      interrupted: interruption.signal,
    })
    const following = runCli(['evaluate', ids.policy], uses)
    const of = { evaluation: ids.evaluation, policy: ids.policy, agent: 'a', environment: 'e' }
    const beating = setInterval(() => {
      const progress = { ...of, episodesDone: 123, episodesTotal: 200 }
      server.emit(`evaluation:${ids.evaluation}`, 'evaluation.progressed', progress)
    }, 60)
    await expect.poll(() => written.err, { timeout: 20_000 }).toContain('123 of 200 episodes')
    clearInterval(beating)
    interruption.abort()
    expect(await following).toBe(130)
    expect(written.err).toContain(`goes on. Look at it with: ./tars evaluations show ${ids.evaluation}\n`)
  })
})
