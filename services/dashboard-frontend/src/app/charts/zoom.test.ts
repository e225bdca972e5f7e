import { describe, expect, it } from 'vitest'
import { zoomOf } from './zoom.ts'

describe('the zoom of a chart', () => {
  it('is what is in sight of more than that', () => {
    expect(zoomOf({ min: 20, max: 60 }, [0, 50, 100])).toEqual({ min: 20, max: 60 })
    expect(zoomOf({ min: 0, max: 60 }, [0, 50, 100])).toEqual({ min: 0, max: 60 })
  })

  it('is none where everything is in sight, or nothing is there yet', () => {
    expect(zoomOf({ min: 0, max: 100 }, [0, 50, 100])).toBeNull()
    expect(zoomOf({ min: null, max: null }, [0, 50])).toBeNull()
    expect(zoomOf({ min: 0, max: 1 }, [])).toBeNull()
  })
})
