import { describe, expect, it } from 'vitest'
import { createTickets } from './ticket.ts'

describe('createTickets', () => {
  it('lets each ticket be used once', () => {
    const tickets = createTickets<string>(10, () => 0)
    const ticket = tickets.issue('ada', 30_000)
    expect(tickets.redeem(ticket)).toBe('ada')
    expect(tickets.redeem(ticket)).toBeUndefined()
  })

  it('refuses a ticket when its time is over, one that was forgotten, and one that it never issued', () => {
    let clock = 0
    const tickets = createTickets<string>(10, () => clock)
    const [late, forgotten] = [tickets.issue('ada', 30_000), tickets.issue('ada', 90_000)]
    tickets.forget(forgotten)
    clock = 30_000
    expect(tickets.redeem(late)).toBeUndefined()
    expect(tickets.redeem(forgotten)).toBeUndefined()
    expect(tickets.redeem('made-up')).toBeUndefined()
  })

  it('forgets the oldest ticket when there are too many', () => {
    const tickets = createTickets<number>(2, () => 0)
    const [first, second, third] = [1, 2, 3].map((bearer) => tickets.issue(bearer, 30_000)) as [
      string,
      string,
      string,
    ]
    expect(tickets.redeem(first)).toBeUndefined()
    expect(tickets.redeem(second)).toBe(2)
    expect(tickets.redeem(third)).toBe(3)
  })
})
