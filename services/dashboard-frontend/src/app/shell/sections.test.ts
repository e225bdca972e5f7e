import { describe, expect, it } from 'vitest'
import { sectionOf } from './sections.ts'

describe('a section', () => {
  it('holds its lists and the things in them', () => {
    expect(sectionOf('/trainings')?.name).toBe('Train')
    expect(sectionOf('/evaluations/7')?.name).toBe('Assess')
    expect(sectionOf('/policies')?.name).toBe('Assess')
    expect(sectionOf('/environments')?.name).toBe('Train')
    expect(sectionOf('/compare')?.name).toBe('Assess')
    expect(sectionOf('/insights')?.name).toBe('Sustain')
  })

  it('is none for the overview and for addresses of nothing', () => {
    expect(sectionOf('/')).toBeUndefined()
    expect(sectionOf('/trainings-old')).toBeUndefined()
  })
})
