import type { Training } from '@tars/contracts'
import { formatCount } from './quantity.ts'

/** One setting of a training beside that of another; null where the other has none. */
export interface ConfigurationChange {
  name: string
  before: string
  after: string
}

/** A setting as people write it: `64 × 64`, `none`, `0.0003`. */
export function formatSetting(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  return Array.isArray(value) ? value.join(' × ') : String(value)
}

/** What differs between the settings of two trainings: seed, steps, preset and every hyper-parameter. */
export function configurationChanges(before: Training, after: Training): ConfigurationChange[] {
  const [first, second] = [settingsOf(before), settingsOf(after)]
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])]
  return names
    .map((name) => ({ name, before: formatSetting(first[name]), after: formatSetting(second[name]) }))
    .filter(({ before: was, after: is }) => was !== is)
}

function settingsOf({ preset, seed, steps, configuration }: Training): Record<string, unknown> {
  return { preset, seed, steps: formatCount(steps), ...configuration }
}
