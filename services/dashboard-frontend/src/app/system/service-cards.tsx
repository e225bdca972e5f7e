import type { ServiceStatus, SystemStatus } from '@tars/contracts'
import { type ReactNode, useEffect, useState } from 'react'
import { Ago } from '../components/ago.tsx'
import { ChartPanel } from '../components/chart-panel.tsx'
import { Chip } from '../components/chip.tsx'
import { Pairs } from '../components/pairs.tsx'
import { Spark } from '../components/spark.tsx'
import { absent, formatBytes, formatCount } from '../words/quantity.ts'
import { serviceTones } from '../words/tone.ts'
import { addSample, type MemorySamples, memoryOf, memoryTable } from './samples.ts'

/** The five services side by side as their supervisor sees them, each with the line of its memory. */
export function ServiceCards({ system }: { system: SystemStatus }): ReactNode {
  const [samples, setSamples] = useState<MemorySamples>([])
  useEffect(() => setSamples((before) => addSample(before, system, Date.now())), [system])
  return (
    <ChartPanel
      title="Services"
      aside="Memory since this page was opened, each line on its own scale"
      name="services-memory"
      columns={2}
      table={() =>
        memoryTable(
          samples,
          system.services.map(({ name }) => name),
        )
      }
    >
      <ul className="services" aria-label="Services">
        {system.services.map((service) => (
          <ServiceCard key={service.name} service={service} memory={memoryOf(samples, service.name)} />
        ))}
      </ul>
    </ChartPanel>
  )
}

function ServiceCard({ service, memory }: { service: ServiceStatus; memory: (number | null)[] }): ReactNode {
  const { name, state, version, restarts, pid, port, startedAt, memoryBytes } = service
  return (
    <li aria-label={name}>
      <div className="line">
        <strong>{name}</strong>
        <Chip tone={serviceTones[state]}>{state}</Chip>
      </div>
      <Spark
        values={memory}
        label="Memory"
        last={memoryBytes === null ? absent : formatBytes(memoryBytes)}
        keepPlace
      />
      <Pairs
        pairs={[
          ['Version', version],
          ['Restarts', formatCount(restarts)],
          ['Process', pid ?? absent],
          ['Port', port ?? absent],
          ['Since', startedAt === null ? absent : <Ago key="since" at={startedAt} />],
        ]}
      />
    </li>
  )
}
