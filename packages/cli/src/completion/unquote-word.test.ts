import { expect, it } from 'vitest'
import { unquoteWord } from './unquote-word.ts'

it.each([
  ['plain', 'plain'],
  ['', ''],
  ['~/data', '/home/ada/data'],
  ['~', '/home/ada'],
  ['~bob/data', '~bob/data'],
  ["'~/my data'", '~/my data'],
  ['my\\ data', 'my data'],
  ['"my data"/x', 'my data/x'],
  ['"a \\"b\\" \\$c \\d"', 'a "b" $c \\d'],
  ["'it is", 'it is'],
  ['"unfinished', 'unfinished'],
])('takes the quotes of %j', (word, plain) => {
  expect(unquoteWord(word, '/home/ada')).toBe(plain)
})

it('leaves the tilde where there is no home', () => {
  expect(unquoteWord('~/data', undefined)).toBe('~/data')
})
