import { Link } from '@tanstack/react-router'
import type { Policy, Promotion } from '@tars/contracts'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { describePromotion, namePolicy } from '../words/describe-promotion.ts'
import { type LineageLayout, layLineage } from './lineage-layout.ts'

const labelHeight = 26

/** The versions of an agent in a line, the baseline marked, with an arc for every promotion and every rollback. */
export function LineagePicture(given: {
  policies: readonly Policy[]
  promotions: readonly Promotion[]
  chosen?: string
}): ReactNode {
  const { policies, promotions, chosen } = given
  const place = useRef<HTMLElement>(null)
  const layout = useMemo(() => layOut(policies, promotions), [policies, promotions])
  const shown = policies.find(({ id }) => id === chosen) ?? policies.find(({ isBaseline }) => isBaseline)
  const shownAt = layout.versions.find(({ version }) => version === shown?.version)?.x ?? layout.width
  useEffect(() => {
    const box = place.current
    if (box !== null) box.scrollLeft = shownAt - box.clientWidth / 2
  }, [shownAt])
  const byVersion = new Map(policies.map((policy) => [policy.version, policy]))
  return (
    <>
      <nav className="lineage" ref={place} aria-label="Versions">
        <svg
          className="picture"
          width={layout.width}
          height={layout.height + labelHeight}
          viewBox={`0 0 ${layout.width} ${layout.height + labelHeight}`}
        >
          <title>Versions, the oldest first</title>
          <Arcs layout={layout} promotions={promotions} />
          {layout.versions.map(({ version, x }) => {
            const policy = byVersion.get(version)
            if (policy === undefined) return null
            return (
              <Version
                key={version}
                policy={policy}
                isChosen={policy.id === chosen}
                x={x}
                y={layout.middle}
              />
            )
          })}
        </svg>
      </nav>
      <p className="legend">
        <span>Filled: the baseline now</span>
        <span>Arc above: it became the baseline</span>
        {layout.arcs.some(({ kind }) => kind === 'rollback') && <span>Dashed arc below: rolled back</span>}
      </p>
    </>
  )
}

function layOut(policies: readonly Policy[], promotions: readonly Promotion[]): LineageLayout {
  const events = promotions
    .filter(({ state }) => state === 'approved')
    .map(({ id, kind, policyVersion, previousPolicyVersion }) => ({
      id,
      kind,
      from: previousPolicyVersion,
      to: policyVersion,
    }))
  return layLineage(
    policies.map(({ version }) => version),
    events,
  )
}

function Arcs(given: { layout: LineageLayout; promotions: readonly Promotion[] }): ReactNode {
  const { layout, promotions } = given
  const [first, last] = [layout.versions[0], layout.versions.at(-1)]
  return (
    <g>
      <line className="axis" x1={first?.x} x2={last?.x} y1={layout.middle} y2={layout.middle} />
      {layout.arcs.map(({ id, kind, path, head }) => {
        const promotion = promotions.find((each) => each.id === id)
        return (
          <g key={id} className={kind}>
            {promotion && <title>{describePromotion(promotion)}</title>}
            <path d={path} />
            <path className="head" d={head} />
          </g>
        )
      })}
    </g>
  )
}

function Version(given: { policy: Policy; isChosen: boolean; x: number; y: number }): ReactNode {
  const { policy, isChosen, x, y } = given
  return (
    <Link
      to="/policies/$id"
      params={{ id: policy.id }}
      aria-current={isChosen ? 'page' : undefined}
      data-baseline={policy.isBaseline || undefined}
    >
      <title>{policy.isBaseline ? `${namePolicy(policy)}, the baseline` : namePolicy(policy)}</title>
      <rect className="reach" x={x - 20} y={y - 12} width={40} height={24 + labelHeight} />
      <circle cx={x} cy={y} r={9} />
      {isChosen && <circle className="chosen" cx={x} cy={y} r={13} />}
      <text x={x} y={y + labelHeight + 5} textAnchor="middle">
        v{policy.version}
      </text>
    </Link>
  )
}
