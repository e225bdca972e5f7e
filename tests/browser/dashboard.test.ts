import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tellAccessibility } from './accessibility-story.ts'
import { tellFirstVisit, tellReturn } from './account-story.ts'
import { tellComparison } from './compare-story.ts'
import { createContactSheets } from './contact-sheet.ts'
import { tellEvaluation } from './evaluation-story.ts'
import { tellSetupStates, tellSignInStates } from './gate-story.ts'
import { tellLists } from './list-story.ts'
import { screenshots } from './look.ts'
import { tellOutages } from './outage-story.ts'
import { listedPages } from './page-list.ts'
import { tellPaper } from './paper-story.ts'
import { tellPromotion } from './promotion-story.ts'
import { tellRecovery } from './recovery-story.ts'
import { tellShell } from './shell-story.ts'
import { createStage, type Stage } from './stage.ts'
import { tellEmptyPages, tellPageStates } from './states-story.ts'
import { tellSustain } from './sustain-story.ts'
import { tellTraining } from './training-story.ts'

/** The least that the stories must run of the dashboard's sources, in per cent. */
const linesMin = 85
const branchesMin = 80
const filesNamed = 10

/** One platform, one window, and the stories in the order in which a person would live through them. */
describe('the dashboard in Chromium', () => {
  let stage: Stage
  const on = () => stage
  const sheets = createContactSheets(screenshots && join(screenshots, 'states'))

  beforeAll(async () => {
    stage = await createStage()
  })
  afterAll(() => stage?.[Symbol.asyncDispose]())

  tellSetupStates(on, sheets)
  tellFirstVisit(on)
  tellEmptyPages(on, sheets)
  tellTraining(on)
  tellEvaluation(on)
  tellComparison(on)
  tellSustain(on)
  tellPromotion(on)
  tellLists(on)
  tellShell(on)
  tellPaper(on)
  tellAccessibility(on)
  tellReturn(on)
  tellSignInStates(on, sheets)
  tellPageStates(on, sheets)
  tellRecovery(on)
  tellOutages(on)

  it('lays the states of every page side by side, where pictures are wanted', async () => {
    const written = await sheets.write(stage.page.context())
    if (screenshots !== undefined) expect(written.size).toBeGreaterThanOrEqual(listedPages.length)
  })

  it('complained of nothing but the outages that were made', () => {
    const made =
      /WebSocket connection|ERR_CONNECTION|Failed to load resource|net::ERR|not reachable at this moment/
    expect(stage.complaints.filter((text) => !made.test(text))).toEqual([])
  })

  it(`has run ${linesMin} % of the lines and ${branchesMin} % of the branches of the pages`, async () => {
    await stage.meter.take(stage.page)
    const { lines, branches, files } = await stage.meter.report()
    const least = files
      .slice(0, filesNamed)
      .map((file) => `  ${file.lines} %  ${file.branches} %  ${file.path}`)
    const told = [`${lines} % of lines, ${branches} % of branches in ${files.length} files; least:`, ...least]
    console.info(told.join('\n'))
    expect(lines, told.join('\n')).toBeGreaterThanOrEqual(linesMin)
    expect(branches, told.join('\n')).toBeGreaterThanOrEqual(branchesMin)
  })
})
