import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { evidenceTitle, happenedAt } from '#server/cpd/rules/entry/draft.ts'
import type { OwnProof } from '#server/evidence/proofs.server.ts'
import { clockText, dayText, dayTextWithYear, londonDay } from '#server/platform/rules/london.ts'

/** A piece of own evidence: what can be made of it, and the verify links that are in use. */
export function EvidenceCard({ evidence, addresses }: OwnProof) {
  const title = evidenceTitle(evidence)
  const hidden = <span className="govuk-visually-hidden">, {title}</span>
  return (
    <section className="cc-stack govuk-!-margin-bottom-7" aria-labelledby={evidence.id}>
      <div>
        <h2 className="govuk-heading-m govuk-!-margin-bottom-1" id={evidence.id}>
          {title}
        </h2>
        <p className="govuk-body cc-quiet govuk-!-margin-bottom-2">
          {dayTextWithYear(londonDay(happenedAt(evidence)))}
        </p>
        <div className="cc-btn-row">
          <form method="post" action={paths.cpdEvidence}>
            <input type="hidden" name="intent" value="make" />
            <input type="hidden" name="evidence" value={evidence.id} />
            <Button classes="govuk-button--secondary">Make a verify link{hidden}</Button>
          </form>
          <Button
            classes="govuk-button--secondary"
            attributes={{
              form: 'downloads',
              formAction: paths.cpdEvidenceCredential(evidence.id),
            }}
          >
            Download credential{hidden}
          </Button>
        </div>
      </div>
      {addresses.map((one) => (
        <form method="post" action={paths.cpdEvidence} key={one.address}>
          <p className="govuk-body govuk-!-margin-bottom-1">
            Verify link made on {dayText(londonDay(one.madeAt))}, {clockText(one.madeAt)}.{' '}
            {readText(one)}
          </p>
          <input type="hidden" name="intent" value="stop" />
          <input type="hidden" name="link" value={one.address} />
          <Button classes="govuk-button--secondary">
            Stop this link
            <span className="govuk-visually-hidden">, made at {clockText(one.madeAt)}</span>
          </Button>
        </form>
      ))}
    </section>
  )
}

function readText({ reads, readAt }: OwnProof['addresses'][number]): string {
  if (readAt === null) return 'Nobody has opened it yet.'
  const last = `${dayText(londonDay(readAt))}, ${clockText(readAt)}`
  return reads === 1 ? `Opened once, on ${last}.` : `Opened ${reads} times, the last on ${last}.`
}
