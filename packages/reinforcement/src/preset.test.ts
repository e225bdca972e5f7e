import { describe, expect, it } from 'vitest'
import { completeConfiguration } from './configuration.ts'
import { listEnvironments } from './environments.ts'
import { defaultPreset, listPresets } from './preset.ts'

describe('presets', () => {
  it('of every environment are whole configurations, the default first', () => {
    for (const { description } of listEnvironments()) {
      const presets = listPresets(description.id)
      expect(presets.length).toBeGreaterThan(0)
      expect(defaultPreset(description.id)).toBe(presets[0])
      for (const preset of presets) {
        expect(preset.steps).toBeGreaterThan(0)
        expect(completeConfiguration(preset.configuration)).toMatchObject(preset.configuration)
      }
    }
  })

  it('are none for an unknown environment', () => {
    for (const id of ['Chess-v0', 'toString']) {
      expect(listPresets(id)).toEqual([])
      expect(defaultPreset(id)).toBeUndefined()
    }
  })
})
