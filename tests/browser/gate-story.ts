import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { ContactSheets, State } from './contact-sheet.ts'
import { resize } from './look.ts'
import { awayProblem, holdAnswers } from './network.ts'
import { waitForSight } from './sight.ts'
import type { Stage } from './stage.ts'

/** A page with a form outside of the shell. */
interface Door {
  name: string
  address: string
  heading: string
  button: string
  fill(tab: Page): Promise<void>
}

/** The set-up page in its states, while there is no account yet; nothing that is sent here arrives. */
export function tellSetupStates(on: () => Stage, sheets: ContactSheets): void {
  it('says at each door that it is too early, and the command that opens it', async () => {
    const { openStrange, meter, url } = on()
    const tab = await openStrange()
    for (const [name, heading] of [
      ['sign-in', 'No one can sign in yet'],
      ['setup', 'Open the link again'],
    ] as const) {
      await meter.visit(tab, `${url}/${name}`)
      const sight = await waitForSight(tab, ({ heading: seen }) => seen === heading)
      expect(sight.commands).toEqual(['./tars link'])
      await take(tab, name, 'empty', sheets)
    }
    await tab.context().close()
  })

  it('keeps what was typed into the set-up page while the API is away', async () => {
    const { signInLink } = on()
    const fill = async (tab: Page) => {
      await tab.getByLabel('E-mail').fill('ada@example.org')
      await tab.getByRole('textbox', { name: 'Name' }).fill('Ada')
      await tab.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
    }
    const tab = await tellDoor(on(), sheets, {
      name: 'setup',
      address: signInLink,
      heading: 'Make your account',
      button: 'Make the account',
      fill,
    })
    expect(await tab.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Ada')
    await tab.context().close()
  })
}

/** The sign-in page and that of nothing in their states. */
export function tellSignInStates(on: () => Stage, sheets: ContactSheets): void {
  it('keeps what was typed into the sign-in page while the API is away, and signs in once it is back', async () => {
    const { url } = on()
    const fill = async (tab: Page) => {
      await tab.getByLabel('E-mail').fill('ada@example.org')
      await tab.getByRole('textbox', { name: 'Password' }).fill('correct horse battery')
    }
    const door = { name: 'sign-in', address: `${url}/sign-in`, heading: 'Sign in', button: 'Sign in', fill }
    const tab = await tellDoor(on(), sheets, door)
    await tab.getByRole('button', { name: door.button }).click()
    await tab.getByRole('heading', { name: 'Overview' }).waitFor()
    await tab.context().close()
  })

  it('says at an address of nothing that nothing is there, and leads away', async () => {
    const { openStrange, meter, url } = on()
    const tab = await openStrange()
    await meter.visit(tab, `${url}/nowhere`)
    await waitForSight(tab, ({ heading }) => heading === 'Not found')
    await take(tab, 'not-found', 'full', sheets)
    await tab.getByRole('link', { name: 'Go to the overview' }).click()
    await tab.getByRole('heading', { name: 'Sign in' }).waitFor()
    await tab.context().close()
  })
}

/** Sends a form whose answer does not come, and then is a failure; leaves the form with its network mended. */
async function tellDoor({ openStrange, meter }: Stage, sheets: ContactSheets, door: Door): Promise<Page> {
  const { name, address, heading, button, fill } = door
  const tab = await openStrange()
  await meter.visit(tab, address)
  await waitForSight(tab, (sight) => sight.heading === heading)
  await fill(tab)
  await take(tab, name, 'full', sheets)
  const held = await holdAnswers(tab)
  await tab.getByRole('button', { name: button }).click()
  await tab.locator('button[data-loading]').waitFor()
  await take(tab, name, 'loading', sheets)
  await held.fail()
  const { alerts } = await waitForSight(tab, (sight) => sight.alerts.length > 0)
  const words = alerts.map(({ text }) => text).join()
  expect(words).toContain(awayProblem.detail)
  expect(words).toContain(awayProblem.advice)
  await take(tab, name, 'failing', sheets)
  return tab
}

async function take(tab: Page, name: string, state: State, sheets: ContactSheets): Promise<void> {
  for (const size of ['wide', 'narrow'] as const) {
    await resize(tab, size, name)
    await sheets.take(tab, name, state, size)
  }
}
