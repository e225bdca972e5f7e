import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { recolour, type Scheme, schemes, type WindowSize, windows } from './look.ts'

/** The states in which every page is looked at. */
export const states = ['full', 'empty', 'loading', 'failing'] as const

/** A state in which a page is looked at. */
export type State = (typeof states)[number]

/** Pictures of pages in their states, and the sheets that lay those of one page side by side. */
export interface ContactSheets {
  /** Takes a page's picture in each colour, in the window that it has. */
  take(page: Page, name: string, state: State, size: WindowSize): Promise<void>
  /** Writes one sheet for each page; gives their sizes in bytes by name. @throws {Error} when one is too large at any quality. */
  write(context: BrowserContext): Promise<ReadonlyMap<string, number>>
}

type Pictures = Map<string, string>

/** A sheet must not weigh more than this. */
export const sheetBytesMax = 320_000

const scale = 0.6
const heightMaxPx = 1_080
const qualities = [82, 72, 62, 54, 46, 40, 34]

/** Makes sheets that are written to a folder; without one nothing is taken and nothing written. */
export function createContactSheets(folder: string | undefined): ContactSheets {
  const sheets = new Map<string, Pictures>()
  return {
    async take(page, name, state, size) {
      if (folder === undefined) return
      const pictures = sheets.get(name) ?? new Map()
      sheets.set(name, pictures)
      for (const scheme of schemes) {
        await recolour(page, scheme)
        pictures.set(keyOf(state, scheme, size), await photograph(page))
      }
    },
    async write(context) {
      const bytes = new Map<string, number>()
      if (folder === undefined) return bytes
      await mkdir(folder, { recursive: true })
      const page = await context.newPage()
      for (const [name, pictures] of sheets) {
        const picture = await layOut(page, name, pictures)
        await writeFile(join(folder, `${name}.jpg`), picture)
        bytes.set(name, picture.length)
      }
      await page.close()
      return bytes
    },
  }
}

/** Takes the picture of a page from its top on, in a window so high that what sticks to its foot stands at the foot of the picture. */
async function photograph(page: Page): Promise<string> {
  const before = page.viewportSize()!
  const contentPx = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ ...before, height: Math.min(Math.max(contentPx, before.height), heightMaxPx) })
  const picture = await page.screenshot({ type: 'png', animations: 'disabled' })
  await page.setViewportSize(before)
  return `data:image/png;base64,${picture.toString('base64')}`
}

async function layOut(page: Page, name: string, pictures: Pictures): Promise<Buffer> {
  await page.setViewportSize({ width: 2_240, height: 1_000 })
  await page.setContent(describeSheet(name, pictures))
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
  for (const quality of qualities) {
    const sheet = await page.screenshot({ type: 'jpeg', quality, fullPage: true })
    if (sheet.length <= sheetBytesMax) return sheet
  }
  throw new Error(`The sheet of ${name} weighs more than ${sheetBytesMax} bytes at every quality.`)
}

function describeSheet(name: string, pictures: Pictures): string {
  const rows = states.flatMap((state) => {
    const cells = schemes.map((scheme) => describeCell(state, scheme, pictures))
    return cells.every((cell) => cell === '')
      ? []
      : [`<h2>${name}, ${state}</h2><div>${cells.join('')}</div>`]
  })
  return `<!doctype html><style>${style}</style>${rows.join('')}`
}

function describeCell(state: State, scheme: Scheme, pictures: Pictures): string {
  return (['wide', 'narrow'] as const)
    .flatMap((size) => {
      const picture = pictures.get(keyOf(state, scheme, size))
      return picture === undefined ? [] : [`<img width="${windows[size].width * scale}" src="${picture}">`]
    })
    .join('')
}

function keyOf(state: State, scheme: Scheme, size: WindowSize): string {
  return `${state} ${scheme} ${size}`
}

const style = `
  body { margin: 16px; background: #8b8f94; font: 16px sans-serif; color: #000 }
  h2 { margin: 12px 0 6px; font-size: 18px }
  div { display: flex; gap: 10px; align-items: flex-start }
`
