import { expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import { awayProblem, failAnswers } from './network.ts'
import type { Stage } from './stage.ts'
import { pick } from './training-story.ts'

/** The verdict on a policy, its evidence, and what is decided upon it. */
export function tellEvaluation(on: () => Stage): void {
  it('tells the verdict in words, with its interval', async () => {
    const { page, visit, see } = on()
    await visit('/trainings?q=cartpole&state=completed')
    await page.getByRole('table', { name: 'Trainings' }).getByRole('link').click()
    await page.getByRole('link', { name: 'See its evaluation' }).click()
    const verdict = page.locator('[data-verdict]')
    await verdict.first().waitFor({ timeout: 30_000 })
    expect(await verdict.first().getAttribute('data-verdict')).toBe('improved')
    await see(/Improved on playing at random: \+\d+\.\d points, 95 % interval/)
  })

  it('replays an episode from its seed, and moves while it plays', async () => {
    const { page, see } = on()
    await see(/the return is the recorded one/)
    const play = page.getByRole('button', { name: 'Play' })
    if (await play.isVisible()) await play.click()
    const first = await stepOf(on())
    await waitUntil(async () => (await stepOf(on())) > first + 5)
    await page.getByRole('button', { name: 'Pause' }).click()
    const paused = await stepOf(on())
    await page.evaluate(async () => {
      for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame)
    })
    expect(await stepOf(on())).toBe(paused)
  })

  it('is steered by the keyboard as well', async () => {
    const { page } = on()
    const stands = (step: number) => waitUntil(async () => (await stepOf(on())) === step)
    const runs = (speed: string) => waitUntil(async () => (await speedField.inputValue()) === speed)
    const speedField = page.locator('input').and(page.getByLabel('Speed'))
    await page.locator('svg.stage').focus()
    await page.keyboard.press('Home')
    await stands(0)
    await page.keyboard.press('ArrowRight')
    await stands(1)
    await page.keyboard.press('ArrowRight')
    await stands(2)
    await page.keyboard.press('ArrowLeft')
    await stands(1)
    await page.keyboard.press('+')
    await runs('2 ×')
    await page.keyboard.press('-')
    await runs('1 ×')
    await pick(page, 'Speed', '4 ×')
    await page.locator('svg.stage').focus()
    await page.keyboard.press('End')
    const atEnd = /step (\d+) of \1(?!\d)/
    await waitUntil(async () => atEnd.test((await page.getByRole('main').textContent()) ?? ''))
    const last = await stepOf(on())
    await page.keyboard.press('x')
    await page.keyboard.press('k')
    await waitUntil(async () => (await stepOf(on())) < last)
    await stands(last)
    await page.getByRole('button', { name: 'Play' }).waitFor()
  })

  it('shows the episode that is clicked, chosen, or linked to', async () => {
    const { page, visit, see } = on()
    const dots = page.getByRole('img', { name: 'Return of each of 100 episodes' })
    await dots.hover({ position: { x: 200, y: 60 } })
    await dots.click({ position: { x: 240, y: 60 } })
    await page.waitForURL(/episode=\d+/)
    await page.getByRole('button', { name: 'Worst' }).click()
    await page.getByLabel('Episode', { exact: true }).fill('7')
    await page.waitForURL(/episode=7/)
    await page.getByRole('img', { name: /CartPole-v1, episode 7, step/ }).waitFor()
    const { pathname } = new URL(page.url())
    await visit(`${pathname}?episode=3`)
    await page.getByRole('img', { name: /CartPole-v1, episode 3, step/ }).waitFor()
    await visit(`${pathname}?episode=3000`)
    await see('There is no episode 3000; the last is 99.')
    await see('Score')
    await page.getByText('Interquartile mean').hover()
    await see('The mean of the middle half of the returns')
  })

  it('makes the policy the baseline', async () => {
    const { page, installation } = on()
    await page.getByRole('button', { name: 'Make it the baseline' }).click()
    await page.getByRole('textbox', { name: 'Reason' }).fill('the first that balances')
    await page.getByRole('button', { name: 'Yes, make it the baseline' }).click()
    await page.getByText('This is the baseline').waitFor()
    const { items } = await installation.json<{ items: { isBaseline: boolean }[] }>('policies', 'list')
    expect(items[0]?.isBaseline).toBe(true)
  })

  it('warns of a policy that regressed, in the verdict, before promoting it, and under Insights', async () => {
    const { page, visit, shoot, installation } = on()
    const weak = ['train', 'ppo', '--environment', 'CartPole-v1', '--steps', '2048', '--name', 'cartpole']
    await installation.json(...weak)
    await visit('/policies')
    await page.getByRole('link', { name: /cartpole v2/ }).click()
    await page.getByRole('button', { name: 'Evaluate', exact: true }).click()
    await page.waitForURL(/\/evaluations\/[0-9a-f-]{36}$/)
    await page.locator('[data-verdict="regressed"]').waitFor({ timeout: 30_000 })
    await shoot('evaluation-regressed')
    await page.getByRole('button', { name: 'Make it the baseline' }).click()
    await page
      .getByRole('dialog')
      .getByText(/Regressed from baseline v1/)
      .waitFor()
    await page.getByRole('button', { name: 'Not now' }).click()
    await visit('/insights')
    await page.getByRole('link', { name: 'the evaluation' }).first().click()
    await page.locator('[data-verdict="regressed"]').waitFor()
  })

  it('shows an evaluation while it runs, and cancels it only after asking', async () => {
    const { page, visit, see, installation, connection } = on()
    const { items } = await installation.json<{ items: { id: string; version: number }[] }>(
      'policies',
      'list',
    )
    const best = items.find(({ version }) => version === 1)?.id ?? ''
    await visit('/evaluations')
    await page.getByRole('table', { name: 'Evaluations' }).waitFor()
    // What happens before the page follows its channel is in its list from the beginning.
    await waitUntil(async () => (await connection()).includes('Live'), 15_000)
    const elsewhere = installation.tars('evaluate', best, '--episodes', '10000')
    await page.getByRole('button', { name: '1 new' }).click()
    await page
      .locator('.chip')
      .filter({ hasText: /running|queued/ })
      .waitFor()
    await page.getByRole('link', { name: 'T.A.R.S., overview' }).click()
    await page.getByRole('progressbar', { name: 'Evaluation of cartpole v1' }).waitFor()
    await page
      .getByRole('list')
      .getByRole('link', { name: /^cartpole v1 against/ })
      .click()
    await see('No verdict yet')
    await see(/[1-9][\d.]*\s% of 20,000\sepisodes/)
    const dialog = page.getByRole('dialog')
    const mend = await failAnswers(page, ({ pathname }) => pathname.endsWith('/cancel'))
    await page.getByRole('button', { name: 'Cancel evaluation' }).click()
    await page.getByRole('button', { name: 'Yes, cancel it' }).click()
    await dialog.getByText(awayProblem.detail).waitFor()
    await mend()
    await page.getByRole('button', { name: 'Let it run' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Cancel evaluation' }).click()
    await page.getByRole('button', { name: 'Yes, cancel it' }).waitFor()
    expect(await dialog.getByRole('alert').count()).toBe(0)
    await page.getByRole('button', { name: 'Yes, cancel it' }).click()
    await see('The evaluation was cancelled.')
    expect((await elsewhere).code).toBe(1)
    await visit('/evaluations?verdict=regressed')
    const rows = page.getByRole('table', { name: 'Evaluations' }).locator('tbody tr')
    await waitUntil(async () => (await rows.count()) === 1)
    await pick(page, 'State', 'running')
    await see('No evaluation passes this filter.')
  })
}

async function stepOf({ page }: Stage): Promise<number> {
  return Number(/step (\d+) of/.exec((await page.getByRole('main').textContent()) ?? '')?.[1])
}
