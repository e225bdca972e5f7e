import type { LiveClient } from '@tars/realtime'
import { createContext } from 'react'

/** The live connection of the page; null before it is opened. */
export const LiveContext = createContext<LiveClient | null>(null)
