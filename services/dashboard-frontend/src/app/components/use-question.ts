import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { notifyFailure } from './notify-failure.tsx'

/** A question before an act: whether it is on the page, and the act that follows a yes. */
export interface Question<Answer, Result> {
  opened: boolean
  open: () => void
  close: () => void
  act: UseMutationResult<Result, Error, Answer>
}

/**
 * Asks before it acts, each time anew: nothing of an earlier answer is left, but what is still under way. It closes once the
 * act is done; an act that fails after the question was closed is told aside.
 */
export function useQuestion<Answer, Result>(given: {
  act: (answer: Answer) => Promise<Result>
  /** Empties what was filled in before. */
  onOpen?: () => void
  onDone: (result: Result) => unknown
}): Question<Answer, Result> {
  const [opened, setOpened] = useState(false)
  const isOpen = useRef(false)
  const turn = (next: boolean) => {
    isOpen.current = next
    setOpened(next)
  }
  const act = useMutation({
    mutationFn: given.act,
    onSuccess: async (result) => {
      turn(false)
      await given.onDone(result)
    },
    onError: (error) => {
      if (!isOpen.current) notifyFailure(error)
    },
  })
  const open = () => {
    if (!act.isPending) {
      act.reset()
      given.onOpen?.()
    }
    turn(true)
  }
  return { opened, open, close: () => turn(false), act }
}
