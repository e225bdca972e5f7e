import { expect, it } from 'vitest'
import { createResumeTicket, fetchedTicketMs, resumeTicketMs } from './resume-ticket.ts'

it('gives the newest ticket until it is spent, or within 5 s of its end', () => {
  let now = 0
  const tickets = createResumeTicket(() => now)
  expect(tickets.fresh()).toBeNull()
  tickets.keep('one', resumeTicketMs)
  tickets.keep('two', resumeTicketMs)
  now = 54_999
  expect([tickets.fresh(), tickets.fresh()]).toEqual(['two', 'two'])
  now = 55_000
  expect(tickets.fresh()).toBeNull()
  tickets.keep('three', fetchedTicketMs)
  now += 24_999
  expect(tickets.fresh()).toBe('three')
  tickets.spend()
  expect(tickets.fresh()).toBeNull()
})
