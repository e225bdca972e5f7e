import { Skeleton } from '@mantine/core'
import type { Episode, Evaluation } from '@tars/contracts'
import type { ReactNode } from 'react'
import { DotsPicture } from '../charts/dots-picture.tsx'
import { binTable, episodeTable } from '../charts/export-tables.ts'
import { HistogramPicture } from '../charts/histogram-picture.tsx'
import { ChartPanel } from '../components/chart-panel.tsx'
import { Panel } from '../components/panel.tsx'

const returns = { title: 'Return of each episode', aside: 'Click an episode to see it' }
const distribution = { title: 'Distribution of returns' }

/** The episodes of an evaluation in pictures: one by one, and how their returns are distributed. */
export function EpisodeCharts(given: {
  evaluation: Evaluation
  episodes: readonly Episode[]
  solvedAt: number | null
  chosen: number | undefined
  onChoose: (episode: number) => void
}): ReactNode {
  const { evaluation, episodes, ...look } = given
  const name = `${evaluation.agent}-v${evaluation.policyVersion}`
  return (
    <>
      <ChartPanel {...returns} name={`${name}-episodes`} table={() => episodeTable(episodes)}>
        <DotsPicture episodes={episodes} {...look} />
      </ChartPanel>
      <ChartPanel {...distribution} name={`${name}-distribution`} table={() => binTable(episodes)}>
        <HistogramPicture episodes={episodes} />
      </ChartPanel>
    </>
  )
}

/** The place of the pictures while the episodes are read: there is nothing to export yet. */
export function EpisodeChartSkeletons(): ReactNode {
  return (
    <>
      <Panel {...returns}>
        <Skeleton height={250} />
      </Panel>
      <Panel {...distribution}>
        <Skeleton height={210} />
      </Panel>
    </>
  )
}
