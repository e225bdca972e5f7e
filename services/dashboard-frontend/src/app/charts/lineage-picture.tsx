import { Link } from '@tanstack/react-router'
import type { Policy, Promotion } from '@tars/contracts'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { describePromotion, namePolicy } from '../words/describe-promotion.ts'
import { type LineageLayout, layLineage } from './lineage-layout.ts'

/** The versions of an agent in a line, the baseline marked, with an arc for every promotion and every rollback. */
export function LineagePicture(given: {
  policies: readonly Policy[]
  promotions: readonly Promotion[]
  chosen?: string
}): ReactNode {
  const { policies, promotions, chosen } = given
  const place = useRef<HTMLDivElement>(null)
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
      <div className="lineage" ref={place}>
        <div style={{ width: layout.width, height: layout.height + 26 }}>
          <Arcs layout={layout} promotions={promotions} />
          <ol>
            {layout.versions.map(({ version, x }) => {
              const policy = byVersion.get(version)
              if (policy === undefined) return null
              return (
                <li key={version} style={{ left: x, top: layout.middle }}>
                  <Version policy={policy} isChosen={policy.id === chosen} />
                </li>
              )
            })}
          </ol>
        </div>
      </div>
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
    <svg className="picture" width={layout.width} height={layout.height} aria-hidden="true">
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
    </svg>
  )
}

function Version({ policy, isChosen }: { policy: Policy; isChosen: boolean }): ReactNode {
  return (
    <Link
      to="/policies/$id"
      params={{ id: policy.id }}
      aria-current={isChosen ? 'page' : undefined}
      data-baseline={policy.isBaseline || undefined}
      title={namePolicy(policy)}
    >
      <i aria-hidden="true" />v{policy.version}
      {policy.isBaseline && <span className="hidden">, the baseline</span>}
    </Link>
  )
}
