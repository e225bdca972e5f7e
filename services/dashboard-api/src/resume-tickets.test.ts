import { describe, expect, it } from 'vitest'
import type { Identity } from './authenticate.ts'
import { createResumeTickets } from './resume-tickets.ts'
import { createTickets } from './ticket.ts'

const caller = { credential: 'session:x' } as Identity

describe('createResumeTickets', () => {
  it('keeps the latest two tickets good, each for one use within 60 s', () => {
    let clock = 0
    const tickets = createTickets<Identity>(10, () => clock)
    const resume = createResumeTickets(tickets)
    const [first, second, third] = [resume.next(caller), resume.next(caller), resume.next(caller)]
    expect(tickets.redeem(first)).toBeUndefined()
    expect(tickets.redeem(second)).toBe(caller)
    expect(tickets.redeem(second)).toBeUndefined()
    clock = 60_000
    expect(tickets.redeem(third)).toBeUndefined()
  })

  it('forgets all of them when the login ends', () => {
    const tickets = createTickets<Identity>(10, () => 0)
    const resume = createResumeTickets(tickets)
    const issued = [resume.next(caller), resume.next(caller)]
    resume.forget()
    expect(issued.map((ticket) => tickets.redeem(ticket))).toEqual([undefined, undefined])
  })
})
