import { Button, CopyButton, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type LogLine, logLevelSchema, serviceNames } from '@tars/contracts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { logLines } from '../api/platform-queries.ts'
import { may, sessionQuery } from '../api/session-queries.ts'
import { Chip } from '../components/chip.tsx'
import { Command } from '../components/command.tsx'
import { Failure } from '../components/failure.tsx'
import { Panel } from '../components/panel.tsx'
import { formatFacts, formatLogLine, levelTones } from '../words/log-line.ts'
import { formatClock, formatExact } from '../words/moment.ts'
import { type LogSearch, readLogSearch } from './log-search.ts'

/** The latest log lines of the services, followed as they come; says so to those who may not read them. */
export function LogTail(given: { search: LogSearch; onChange: (search: LogSearch) => void }): ReactNode {
  const session = useQuery(sessionQuery)
  if (may(session.data, 'operate')) return <Tail {...given} />
  return (
    <Panel title="Log">
      <p>
        Reading the log needs the permission <code className="code">operate</code>, which the role{' '}
        <code className="code">{session.data?.role}</code> does not have. On the machine itself:
      </p>
      <Command>./tars logs</Command>
    </Panel>
  )
}

function Tail({ search, onChange }: { search: LogSearch; onChange: (search: LogSearch) => void }): ReactNode {
  const [following, setFollowing] = useState(true)
  const lines = useQuery({ ...logLines(search, following), placeholderData: keepPreviousData })
  const items = lines.data?.items ?? []
  return (
    <Panel title="Log" aside={following ? 'Follows' : 'Paused'}>
      <div className="filter-bar">
        <LogFilter search={search} onChange={onChange} />
        <Button size="compact-sm" variant="default" onClick={() => setFollowing(!following)}>
          {following ? 'Pause' : 'Follow'}
        </Button>
        <CopyButton value={items.map(formatLogLine).join('\n')}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" disabled={items.length === 0} onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      {lines.isError && <Failure error={lines.error} onRetry={() => void lines.refetch()} />}
      {!(lines.isError && items.length === 0) && (
        <Lines items={items} following={following} isPending={lines.isPending} />
      )}
    </Panel>
  )
}

function LogFilter({
  search,
  onChange,
}: {
  search: LogSearch
  onChange: (search: LogSearch) => void
}): ReactNode {
  return (
    <>
      <Select
        size="xs"
        w={190}
        data-filter
        clearable
        aria-label="Service"
        placeholder="Any service"
        data={[...serviceNames]}
        value={search.service ?? null}
        onChange={(service) => onChange(readLogSearch({ ...search, service }))}
      />
      <Select
        size="xs"
        w={150}
        clearable
        aria-label="Least level"
        placeholder="Any level"
        data={logLevelSchema.options}
        value={search.level ?? null}
        onChange={(level) => onChange(readLogSearch({ ...search, level }))}
      />
    </>
  )
}

function Lines(given: { items: readonly LogLine[]; following: boolean; isPending: boolean }): ReactNode {
  const { items, following, isPending } = given
  const place = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is followed moves when there are other lines
  useEffect(() => {
    if (following && place.current !== null) place.current.scrollTop = place.current.scrollHeight
  }, [items, following])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div ref={place} className="log" role="log" aria-label="Log lines" aria-live="off" tabIndex={0}>
      {items.length === 0 && <p className="dim">{isPending ? 'Reading the log' : 'No line is like this.'}</p>}
      {items.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity beyond their place
        <Line key={i} line={line} />
      ))}
    </div>
  )
}

function Line({ line }: { line: LogLine }): ReactNode {
  const { at, service, level, message, traceId, facts } = line
  return (
    <p className="log-line">
      <time dateTime={at} title={formatExact(at)}>
        {formatClock(at)}
      </time>{' '}
      <Chip tone={levelTones[level]}>{level}</Chip> <span className="log-service">{service}</span> {message}{' '}
      <span className="dim">
        {formatFacts(facts)} {traceId !== null && `trace=${traceId}`}
      </span>
    </p>
  )
}
