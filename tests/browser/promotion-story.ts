import type { Id } from '@tars/contracts'
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { viewPlatform } from '../harness/platform-view.ts'
import type { Stage } from './stage.ts'

/** How a baseline changes hands: by force, by a proposal with evidence, by rolling back – and who may do what. */
export function tellPromotion(on: () => Stage): void {
  it('tells on one page what a policy is, how it was trained and how it scored', async () => {
    const { page, visit, see } = on()
    await visit('/policies?agent=cartpole')
    await page.getByRole('link', { name: /cartpole v2/ }).click()
    await see('It is measured against v1, the baseline of cartpole.')
    const scores = page.getByRole('table', { name: 'Evaluations of the policy' })
    await scores.locator('.chip').filter({ hasText: 'regressed' }).first().waitFor()
    const changes = page.getByRole('table', { name: 'Different from v1' })
    await changes.getByRole('row', { name: /^steps .*2,048$/ }).waitFor()
    const compare = page.getByRole('link', { name: 'Compare with the baseline' })
    expect(await compare.getAttribute('href')).toMatch(/\/compare\?policies=/)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('cartpole-v2.safetensors')
  })

  it('refuses a baseline without evidence, and takes force only with a reason', async () => {
    const { page, see } = on()
    const dialog = await open(on(), 'Make it the baseline')
    await dialog.getByText(/Regressed from baseline v1/).waitFor()
    const confirm = dialog.getByRole('button', { name: 'Yes, make it the baseline' })
    await confirm.click()
    await dialog
      .getByRole('alert')
      .getByText(/regressed/i)
      .waitFor()
    await dialog.getByLabel('Do it without evidence').check()
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').fill('to see what it does')
    // Whoever turns back and comes again is asked anew.
    await dialog.getByRole('button', { name: 'Not now' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await open(on(), 'Make it the baseline')
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('')
    expect(await dialog.getByRole('alert').count()).toBe(0)
    expect(await dialog.getByLabel('Do it without evidence').count()).toBe(0)
    await confirm.click()
    await dialog.getByLabel('Do it without evidence').check()
    await dialog.getByLabel('Reason').fill('to see what it does')
    await confirm.click()
    await see(/It is the baseline of cartpole, since/)
    expect(await page.getByRole('button', { name: 'Make it the baseline' }).count()).toBe(0)
  })

  it('finds a proposal by itself once a verdict speaks for it, and approves it with its evidence', async () => {
    const { page, see } = on()
    await versionIn(page, 1).click()
    await page.getByRole('heading', { level: 1, name: /cartpole v1/ }).waitFor()
    await page.getByRole('button', { name: 'Evaluate', exact: true }).click()
    await page.locator('[data-verdict="improved"]').waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: 'T.A.R.S., overview' }).click()
    const card = page.getByRole('link', { name: /Release/ }).filter({ hasText: 'to decide' })
    await card.getByText(/v1 is proposed as the baseline in place of v2/).waitFor()
    await card.click()
    const proposal = page.getByRole('article', { name: 'v1 is proposed as the baseline in place of v2' })
    await proposal.getByText(/Improved on baseline v2/).waitFor()
    const dialog = await open(on(), 'Approve')
    await dialog.getByRole('button', { name: 'Yes, approve it' }).click()
    await see('v1 is the baseline')
    await see('Nothing waits.')
  })

  it('rolls back to a former baseline after asking, and forth again, all of it in the history', async () => {
    const { page, see } = on()
    for (const version of ['v2', 'v1']) {
      const dialog = await open(on(), `Roll back to ${version}`)
      await dialog.getByText(`${version} becomes the baseline again`).waitFor()
      await dialog.getByRole('button', { name: 'Yes, roll back' }).click()
      await see(`${version} is the baseline`)
    }
    const history = page.getByRole('list', { name: 'History of the baseline' })
    for (const words of ['Back to v1, away from v2', 'Back to v2, away from v1', 'to see what it does'])
      await history.getByText(words).waitFor()
    await versionIn(page, 2).waitFor()
  })

  it('shows a proposal from elsewhere without a reload, and rejects it only with a reason', async () => {
    const { page, installation, see } = on()
    await using platform = await viewPlatform(installation.data)
    const { items } = await platform.client.call('policies.list', { query: { agent: 'cartpole' } })
    const policy = items.find(({ version }) => version === 2)?.id as Id
    await platform.client.call('promotions.create', { body: { policy, reason: 'once more' } })
    const proposal = page.getByRole('article', { name: 'v2 is proposed as the baseline in place of v1' })
    await proposal.getByText('“once more”').waitFor()
    const dialog = await open(on(), 'Reject')
    const confirm = dialog.getByRole('button', { name: 'Yes, reject it' })
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').fill('it is worse')
    await confirm.click()
    await see('Nothing waits.')
    await page
      .getByRole('list', { name: 'History of the baseline' })
      .getByText(/it is worse/)
      .waitFor()
  })

  it('proposes a policy for somebody else to decide, and says so on its page', async () => {
    const { page, see } = on()
    await versionIn(page, 2).click()
    const dialog = await open(on(), 'Propose as baseline')
    await dialog.getByRole('button', { name: 'Yes, propose it' }).click()
    await see('It waits for a decision on the page of')
    expect(await page.getByRole('button', { name: 'Propose as baseline' }).count()).toBe(0)
    await page.getByRole('main').getByRole('link', { name: 'cartpole', exact: true }).last().click()
    await page.getByRole('heading', { level: 1, name: /^cartpole for/ }).waitFor()
  })

  it('keeps who approves, and says what that means', async () => {
    const { page, see } = on()
    await see(/becomes the baseline at once; everything can be rolled back/)
    await page.getByLabel('Automatic').click()
    await see('Promotions of cartpole are approved: automatic.')
    await page.reload()
    await page.getByLabel('Automatic').and(page.locator(':checked')).waitFor()
    await page.getByLabel('By a person').click()
    await page.getByLabel('By a person').and(page.locator(':checked')).waitFor()
  })

  it('tells whoever may not decide why there is no button', async () => {
    const { page, installation, visit, see } = on()
    await using platform = await viewPlatform(installation.data)
    const become = (role: string) => platform.database.query('UPDATE users SET role = $1', [role])
    await become('viewer')
    try {
      await visit('/agents/cartpole')
      await see('Deciding about baselines needs the role operator or a higher one; yours is viewer.')
      await page.getByRole('article').waitFor()
      expect(await page.getByRole('button', { name: /Approve|Reject|Roll back/ }).count()).toBe(0)
      await versionIn(page, 2).click()
      await see('Evaluating and proposing needs the role developer or a higher one; yours is viewer.')
    } finally {
      await become('admin')
    }
    const { items } = await platform.client.call('promotions.list', { query: { state: 'proposed' } })
    for (const { id } of items)
      await platform.client.call('promotions.reject', {
        params: { id },
        body: { reason: 'the story is over' },
      })
  })
}

/** Opens the question behind a button. */
async function open({ page }: Stage, button: string): Promise<Locator> {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  return dialog
}

/** A version in the line of an agent's policies. */
function versionIn(page: Page, version: number): Locator {
  const line = page.getByRole('navigation', { name: 'Versions' })
  return line.getByRole('link', { name: new RegExp(` v${version}(, the baseline)?$`) })
}
