import type { Principal } from '@tars/contracts'
import { expect, it } from 'vitest'
import { whyNot } from './permission.ts'

it('says which role something needs, and which one the viewer has', () => {
  expect(whyNot('promote', { role: 'developer' } as Principal)).toBe(
    'Deciding about baselines needs the role operator or a higher one; yours is developer.',
  )
  expect(whyNot('evaluate', null)).toBe('Evaluating and proposing needs the role developer or a higher one.')
})
