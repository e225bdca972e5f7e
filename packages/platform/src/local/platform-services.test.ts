import { describe, expect, it } from 'vitest'
import { serviceOf } from './platform-services.ts'

describe('a path of the gateway', () => {
  it('belongs to the API below /api and at /live, else to the pages', () => {
    for (const path of ['/api', '/api/v1/system', '/api/openapi.json', '/live', '/live/']) {
      expect(serviceOf(path), path).toBe('dashboard-api')
    }
    for (const path of ['/', '/apiary', '/lively', '/trainings/api', '/assets/live.js', '*', '//api']) {
      expect(serviceOf(path), path).toBe('dashboard-frontend')
    }
  })
})
