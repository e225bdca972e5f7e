import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findSwallowedErrors } from './swallowed-errors.ts'

const path = 'services/ppo-agent/src/service.ts'
const judge = (text: string) => findSwallowedErrors(sampleTree({ [path]: text }))

describe('findSwallowedErrors', () => {
  it('refuses a catch that drops the error', () => {
    expect(judge('try {\n  a()\n} catch {}\n')).toMatchObject([{ path, line: 3 }])
    expect(judge('try { a() } catch (error) { }')).toHaveLength(1)
    expect(judge('a().catch(() => {})')).toHaveLength(1)
  })

  it('accepts a catch that acts or says why there is nothing to do', () => {
    expect(judge('try { a() } catch { b() }')).toEqual([])
    expect(judge('try { a() } catch {\n  // Gone already.\n}')).toEqual([])
    expect(judge('a().catch(() => undefined)\na().catch(report)\na().then(() => {})')).toEqual([])
  })
})
