import { expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import { awayProblem, failAnswers } from './network.ts'
import { waitForSight } from './sight.ts'
import type { Stage } from './stage.ts'
import { findSubjects } from './subjects.ts'
import { pick } from './training-story.ts'

/** What needs a person, how the platform stands, and whether its verdicts can be repeated. */
export function tellSustain(on: () => Stage): void {
  it('does not take what it cannot read for what is not there', async () => {
    const { page, visit } = on()
    const { evaluation, policies, agent } = await findSubjects(on())
    const partOf = (name: string) => page.getByRole('region', { name }).getByRole('alert')
    const lists = /\/(episodes|verifications|promotions|policies)$/
    const mend = await failAnswers(page, ({ pathname }) => lists.test(pathname))
    await visit(`/evaluations/${evaluation}`)
    await partOf('Verification').getByText(awayProblem.detail).waitFor()
    await waitForSight(page, ({ alerts, isBusy }) => alerts.length === 2 && !isBusy)
    expect(await page.getByText('It has not been verified yet').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Verify' }).isDisabled()).toBe(true)
    expect(await page.getByRole('img', { name: /Return of each/ }).count()).toBe(0)
    await visit(`/policies/${policies[0]}`)
    await partOf('Versions of').waitFor()
    await visit(`/agents/${agent}`)
    for (const name of ['Waiting for a decision', 'History of the baseline', 'Policies'])
      await partOf(name).waitFor()
    await waitForSight(page, ({ isBusy }) => !isBusy)
    await mend()
    await waitForSight(page, ({ alerts, isBusy }) => alerts.length === 0 && !isBusy)
  })

  it('plays an evaluation again and says whether its receipt holds, and who asked', async () => {
    const { page, visit, see } = on()
    const { evaluation } = await findSubjects(on())
    await visit(`/evaluations/${evaluation}`)
    await see('It has not been verified yet')
    await page.getByRole('button', { name: 'Verify' }).click()
    await see(/Repeatable: 200\sepisodes of both sides were played again/)
    await see(/Asked for by you/)
    const facts = page.getByRole('table', { name: 'Receipt, fact by fact' })
    await waitUntil(async () => (await facts.getByText('the same').count()) === 5)
    await page.getByRole('button', { name: 'Verify' }).click()
    await page.getByText('1\u00a0earlier verification').click()
    await waitUntil(async () => (await page.getByText(/Repeatable: 200/).count()) === 2, 30_000)
  })

  it('goes on with work that was cancelled', async () => {
    const { page, visit, installation } = on()
    await visit('/evaluations?state=cancelled')
    await page.getByRole('table', { name: 'Evaluations' }).getByRole('link').first().click()
    await page.getByRole('button', { name: 'Resume evaluation' }).click()
    await page.getByRole('button', { name: 'Cancel evaluation' }).click()
    await page.getByRole('button', { name: 'Yes, cancel it' }).click()
    await page.getByRole('button', { name: 'Resume evaluation' }).waitFor()
    const { items } = await installation.json<{ items: { id: string }[] }>('trainings', 'list')
    await visit(`/trainings?q=patient`)
    expect(items.length).toBeGreaterThan(1)
    await page.getByRole('link', { name: /patient/ }).click()
    await page.getByRole('button', { name: 'Resume training' }).click()
    await page.getByRole('button', { name: 'Cancel training' }).click({ timeout: 30_000 })
    await page.getByRole('button', { name: 'Yes, cancel it' }).click()
    await page.getByRole('button', { name: 'Resume training' }).waitFor()
  })

  it('filters the insights by what they are, in the address, and says what to do', async () => {
    const { page, visit, see } = on()
    await visit('/insights?severity=nonsense')
    await see('What to do:')
    await pick(page, 'Kind', 'Policy regressed')
    await page.waitForURL(/kind=policy.regressed/)
    await see('Keep the baseline.')
    await pick(page, 'Severity', 'info')
    await see('No insight passes this filter.')
    await page.goBack()
    await see('Keep the baseline.')
    await page.getByRole('link', { name: 'See the evaluation' }).first().click()
    await page.locator('[data-verdict="regressed"]').waitFor()
  })

  it('shows the agent that an address of the insights filters by, although nobody is called so', async () => {
    const { page, visit, see } = on()
    await visit('/insights?agent=nobody')
    await see('No insight passes this filter.')
    expect(await page.locator('input').and(page.getByLabel('Agent')).inputValue()).toBe('nobody')
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await page.waitForURL(/\/insights$/)
    await see('What to do:')
    await page
      .getByRole('status', { name: 'Count' })
      .filter({ hasText: /insights?/ })
      .waitFor()
  })

  it('shows services, work and migrations, and follows the log of one service', async () => {
    const { page, visit, see } = on()
    await visit('/system?service=ppo-agent')
    await see(/waiting|Nothing waits and nothing runs/)
    await page.getByRole('table', { name: 'Migrations' }).getByText('0001-identity').waitFor()
    const log = page.getByRole('log', { name: 'Log lines' })
    await log.getByText('ppo-agent').first().waitFor()
    expect(await log.getByText('dashboard-api').count()).toBe(0)
    await page.getByRole('button', { name: 'Pause' }).click()
    await see('Paused')
    await page.getByRole('button', { name: 'Follow' }).click()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/INFO ppo-agent /)
    await pick(page, 'Least level', 'fatal')
    await page.waitForURL(/level=fatal/)
    await see('No line is like this.')
  })
}
