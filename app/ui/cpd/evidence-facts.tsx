import { paths } from '#app/paths.ts'
import { happenedAt, minutesOf, peersText } from '#server/cpd/rules/entry/draft.ts'
import { notAttestedHere, type LinkedEvidence } from '#server/cpd/rules/entry/brought.ts'
import type { Evidence } from '#server/evidence/rules/evidence.ts'
import { clockText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'
import { SummaryList } from '../govuk/summary-list/summary-list.tsx'
import { WhoReads } from '../who-reads.tsx'

/**
 * What the system attests beside an entry: facts, never anybody's words. What came in with a file
 * is shown beside them and said not to be attested here.
 */
export function EvidenceFacts({ evidence }: { evidence: readonly LinkedEvidence[] }) {
  if (evidence.length === 0) return null
  return (
    <section aria-labelledby="evidence">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="evidence">
        Linked evidence
      </h2>
      {evidence.every(({ isBrought }) => isBrought) ? null : <WhoReads readers="manager-fact" />}
      {evidence.map((one) => (
        <SummaryList
          key={one.id}
          classes="govuk-!-margin-bottom-2 cc-facts"
          rows={[...factsOf(one), ...(one.isBrought ? [row('Not ours', notAttestedHere)] : [])].map(
            ([key, value]) => ({
              key: { text: key },
              value: { text: value },
            }),
          )}
        />
      ))}
      <p className="govuk-body">
        <a className="govuk-link" href={paths.cpdEvidence}>
          Show evidence to others
        </a>
      </p>
    </section>
  )
}

function factsOf(evidence: Evidence): [string, string][] {
  const { fact } = evidence
  const spent = minutesOf(evidence)
  const on = dayTextWithYear(londonDay(happenedAt(evidence)))
  if (fact.kind === 'module-completed') {
    return [
      ['Module', `${fact.title}, ${on}`],
      ['Done', `${count(fact.sections, 'section')}, ${count(fact.checks, 'check')}`],
      ...(spent ? [row('Time', `about ${count(spent, 'minute')}`)] : []),
      ['Version', fact.version],
    ]
  }
  const minutes = Math.max(1, Math.round((fact.endedAt - fact.startedAt) / 60_000))
  return [
    ['Room', `${fact.title}, ${on}`],
    ['Format', fact.formatTitle],
    [
      'Present',
      `${Math.min(Math.round(fact.minutesPresent), minutes)} of ${count(minutes, 'minute')}, ${fact.phases.length} of ${count(fact.phasesOpened, 'phase')}`,
    ],
    ['Parts read', partsRead(fact.stagesOpened, fact.stagesOpenedAt ?? [])],
    ...(fact.peers.length > 0 ? [row('Peers', peersText(fact.peers))] : []),
  ]
}

/** '2, opened at 10:05am, 10:40am' */
function partsRead(parts: number, opened: readonly number[]): string {
  if (opened.length === 0) return String(parts)
  return `${parts}, opened at ${opened.map(clockText).join(', ')}`
}

function row(key: string, value: string): [string, string] {
  return [key, value]
}

function count(n: number, of: string): string {
  return `${n} ${of}${n === 1 ? '' : 's'}`
}
