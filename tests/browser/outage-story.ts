import { expect, it } from 'vitest'
import { waitUntil } from '../harness/wait-until.ts'
import { awayProblem, failAnswers } from './network.ts'
import type { Stage } from './stage.ts'

const nobody = '00000000-0000-7000-8000-000000000000'

/** What the pages say when something is not there: a thing, a service, the network, the platform. */
export function tellOutages(on: () => Stage): void {
  it('says what is wrong with an address of nothing that was ever made', async () => {
    const { page, visit } = on()
    for (const path of [`/trainings/${nobody}`, `/evaluations/${nobody}`, '/trainings/not-an-id']) {
      await visit(path)
      await page.getByRole('alert').getByText('Trace').waitFor()
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    }
  })

  it('shows the page by itself once it can be asked who is there', async () => {
    const { page, visit } = on()
    const isSession = '**/api/v1/sessions/current'
    await page.route(isSession, (route) => route.fulfill({ status: 503, json: awayProblem }))
    await visit('/evaluations')
    await page.getByRole('heading', { name: 'This page cannot be shown' }).waitFor()
    await page.unroute(isSession)
    await page.getByRole('table', { name: 'Evaluations' }).waitFor()
  })

  it('counts the restart of a service that died, and says that all is well again', async () => {
    const { page, visit, see, kill } = on()
    await visit('/system')
    const card = page.getByRole('listitem', { name: 'insight-engine' })
    await card.getByText(/^Restarts\s*0/).waitFor()
    await kill('insight-engine')
    await card.getByText(/^Restarts\s*1/).waitFor()
    await see(/All 5\sservices and the database are ready; \d+\srestarts since the start/)
  })

  it('names the service that has fallen silent, and says when it answers again', async () => {
    const { page, visit, kill, shoot } = on()
    await kill('insight-engine', 'SIGSTOP')
    try {
      await visit('/')
      const card = page.getByRole('link', { name: /Sustain/ }).filter({ hasText: 'insight-engine' })
      await card.getByText('insight-engine is not ready').waitFor({ timeout: 30_000 })
      await visit('/system')
      await page.getByText('insight-engine is not ready').waitFor()
      await shoot('system-unwell')
    } finally {
      await kill('insight-engine', 'SIGCONT')
    }
    await page.getByText(/All 5\sservices and the database are ready/).waitFor({ timeout: 30_000 })
  })

  it('does not claim that all is well once nobody can say so, and says as of when it was', async () => {
    const { page, visit } = on()
    await visit('/')
    const card = page.getByRole('link', { name: /Sustain/ })
    await card.getByText('healthy').waitFor({ timeout: 30_000 })
    const mend = await failAnswers(page, ({ pathname }) => pathname === '/api/v1/system')
    await card.getByText('not known now').waitFor({ timeout: 30_000 })
    await card.getByText(/As of \d\d:\d\d:\d\d: All 5\sservices/).waitFor()
    await mend()
    await card.getByText('healthy').waitFor({ timeout: 30_000 })
  })

  it('says that the network is away, and is live again by itself', async () => {
    const { page, connection } = on()
    await page.context().setOffline(true)
    await waitUntil(async () => (await connection()).includes('Offline'), 30_000)
    await page.context().setOffline(false)
    await waitUntil(async () => (await connection()).includes('Live'), 30_000)
  })

  it('shows the page that is asked for while the API has just died', async () => {
    const { page, visit, kill } = on()
    await kill('dashboard-api')
    await visit('/evaluations')
    await page.getByRole('table', { name: 'Evaluations' }).waitFor({ timeout: 30_000 })
  })

  it('says so when the platform is away, offers another try, and is whole again by itself once it is back', async () => {
    const { page, installation, connection, shoot, url } = on()
    await installation.tars('down')
    await waitUntil(async () => !(await connection()).includes('Live'), 15_000)
    await shoot('evaluations-away')
    await page.getByRole('link', { name: 'Release' }).click()
    await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 30_000 })
    await installation.json('up', '--detach', '--empty', '--port', new URL(url).port)
    await page.getByRole('table', { name: 'Versions' }).waitFor()
    await waitUntil(async () => (await connection()).includes('Live'), 40_000)
  })
}
