import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { usePaper } from './use-paper.ts'

const widthMin = 120

/** The width of an element in pixels, kept up to date; `initial` until it is measured. */
export function useWidth<Element extends HTMLElement>(initial: number): [RefObject<Element | null>, number] {
  const ref = useRef<Element>(null)
  const [width, setWidth] = useState(initial)
  const isOnPaper = usePaper()
  // biome-ignore lint/correctness/useExhaustiveDependencies: paper has another width, and no observer hears of it in time
  useLayoutEffect(() => {
    if (ref.current !== null) setWidth(Math.max(widthMin, ref.current.clientWidth))
  }, [isOnPaper])
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(Math.max(widthMin, element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
