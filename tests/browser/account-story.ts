import { expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import { awayProblem, failAnswers } from './network.ts'
import type { Stage } from './stage.ts'

const password = 'correct horse battery'

/** The first minutes of an administrator: from a closed door to an overview that says what to do next. */
export function tellFirstVisit(on: () => Stage): void {
  it('says how the first account is made to whoever comes before there is one', async () => {
    const { visit, page, see } = on()
    await visit('/trainings')
    await page.getByRole('heading', { name: 'No one can sign in yet' }).waitFor()
    await visit('/setup')
    await page.getByRole('heading', { name: 'Open the link again' }).waitFor()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy the command' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('./tars link')
    await page.getByRole('button', { name: 'Copied' }).hover()
    await see('Copied')
  })

  it('tells a link that was never made from one that works', async () => {
    const { page, visit } = on()
    await visit(`/setup#token=${'x'.repeat(43)}`)
    await fillAccount(on())
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByRole('alert').waitFor()
  })

  it('asks for an account behind the one-time link, and signs in', async () => {
    const { page, meter, signInLink, connection } = on()
    await meter.visit(page, signInLink)
    await page.getByRole('heading', { name: 'Make your account' }).waitFor()
    expect(page.url()).not.toContain('token')
    await page.getByRole('textbox', { name: 'Password' }).fill('short')
    expect(await page.getByRole('button', { name: 'Make the account' }).isDisabled()).toBe(true)
    await fillAccount(on())
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await waitUntil(async () => (await connection()).includes('Live'))
  })

  it('teaches the next step while nothing has been trained', async () => {
    const { page, visit, see } = on()
    await see(/tars train ppo/)
    await visit('/policies')
    await see('There is no policy yet.')
    await visit('/evaluations?state=nonsense')
    await see('Nothing has been evaluated yet.')
    await visit('/trainings?state=failed')
    await see('No training passes this filter.')
    await visit('/insights')
    await see('Nothing needs your eye.')
    await page.getByRole('link', { name: 'T.A.R.S., overview' }).click()
  })
}

/** Coming back: the address that was asked for, and the way out. */
export function tellReturn(on: () => Stage): void {
  it('goes back to where a stranger wanted to go once they have signed in', async () => {
    const { openStrange, meter, url } = on()
    const door = await openStrange()
    await meter.visit(door, `${url}/system`)
    await door.getByText('./tars link').waitFor()
    expect(await door.getByText('Your session has ended').count()).toBe(0)
    await door.getByLabel('E-mail').fill('ada@example.org')
    await door.getByRole('textbox', { name: 'Password' }).fill('wrong wrong wrong')
    await door.getByRole('button', { name: 'Sign in' }).click()
    await door
      .getByText(/Check e-mail address and password|wrong/i)
      .first()
      .waitFor()
    await door.getByRole('textbox', { name: 'Password' }).fill(password)
    await door.getByRole('button', { name: 'Sign in' }).click()
    await door.getByRole('heading', { name: 'System' }).waitFor()
    await meter.take(door)
    await door.context().close()
  })

  it('signs out, forgets everything, and leads a lost session to the sign-in page', async () => {
    const { page, meter, visit } = on()
    await visit('/')
    const twin = await page.context().newPage()
    await twin.goto(page.url())
    await twin.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByText('ada@example.org').waitFor()
    await meter.take(page)
    const mend = await failAnswers(page, ({ pathname }) => pathname === '/api/v1/sessions/current')
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    const alert = page.getByRole('alert').filter({ hasText: awayProblem.detail })
    await alert.waitFor()
    await mend()
    await alert.getByRole('button').click()
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.getByText('Your session has ended').count()).toBe(0)
    // The other window finds out by its live connection, without being touched.
    await twin.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 30_000 })
    await twin.getByText('Your session has ended; sign in again to go on where you were.').waitFor()
    await twin.close()
    await visit('/sign-in?to=//elsewhere.example')
    await page.getByLabel('E-mail').fill('ada@example.org')
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
  })
}

async function fillAccount({ page }: Stage): Promise<void> {
  await page.getByLabel('E-mail').fill('ada@example.org')
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada')
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
}
