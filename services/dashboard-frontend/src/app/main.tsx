import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './styles/theme.css'
import './styles/shell.css'
import './styles/panel.css'
import './styles/table.css'
import './styles/chart.css'
import './styles/replay.css'
import './styles/promotion.css'
import './styles/gallery.css'
import './styles/compare.css'
import './styles/system.css'
import './styles/motion.css'
import './styles/print.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { createQueryClient } from './api/query-client.ts'
import { followPrinting } from './charts/paper.ts'
import { createAppRouter, preloadPage } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

// The policy of the page forbids making functions from text, which schemas would otherwise try for speed.
config({ jitless: true })

followPrinting(window)
const queries = createQueryClient()
const router = createAppRouter(queries)
preloadPage(router)
const place = document.getElementById('root')
if (place === null) throw new Error('the page has no place for the dashboard')

createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
