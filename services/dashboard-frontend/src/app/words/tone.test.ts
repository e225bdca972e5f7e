import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cssVariables } from '../theme.ts'
import { serviceTones, severityTones, type Tone, toneMarks, verdictTones, workTones } from './tone.ts'

const styles = readFileSync(new URL('../styles/theme.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = styles.split('[data-mantine-color-scheme="dark"]')
const tones = Object.keys(toneMarks) as Tone[]

const colourOf = (sheet: string, name: string) => {
  const hex = new RegExp(`--${name}: #([0-9a-f]{3,6});`).exec(sheet)![1]!
  return hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
}

/** WCAG 2.2, relative luminance and contrast ratio. */
const luminance = (hex: string) => {
  const linear = [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!
}
const contrast = (one: string, other: string) => {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

describe('the colours of states', () => {
  it('are never alone: each has its own mark', () => {
    expect(new Set(Object.values(toneMarks)).size).toBe(tones.length)
  })

  it.each([
    ['light', light],
    ['dark', dark],
  ])('can be read as text on every surface of the %s theme', (scheme, sheet) => {
    const theme = {} as Parameters<typeof cssVariables>[0]
    const page = cssVariables(theme)[scheme as 'light' | 'dark']['--mantine-color-body']!.slice(1)
    for (const surface of [page, colourOf(sheet, 'surface'), colourOf(sheet, 'sunken')]) {
      for (const name of [...tones, 'ink', 'ink-2', 'accent']) {
        expect(contrast(colourOf(sheet, name), surface), `${name} on #${surface}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  it('are bad only for what is bad', () => {
    const all = { ...workTones, ...verdictTones, ...serviceTones, ...severityTones }
    const bad = Object.entries(all).filter(([, tone]) => tone === 'bad')
    expect(bad.map(([state]) => state).sort()).toEqual(['critical', 'failed', 'regressed', 'unready'])
  })
})
