import { useSyncExternalStore } from 'react'
import { isOnPaper } from './paper.ts'

/** Whether the page is laid on paper now; what is drawn for it is there before the browser prints. */
export function usePaper(): boolean {
  return useSyncExternalStore(subscribe, () => isOnPaper(document.documentElement))
}

function subscribe(listener: () => void): () => void {
  addEventListener('beforeprint', listener)
  addEventListener('afterprint', listener)
  return () => {
    removeEventListener('beforeprint', listener)
    removeEventListener('afterprint', listener)
  }
}
