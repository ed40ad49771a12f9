import type { RefusedForm } from '#app/context.ts'
import { FormErrors } from '../form-errors.tsx'
import { BackLink } from '../govuk/back-link/back-link.tsx'
import { WhoReads, type Readers } from '../who-reads.tsx'

/** The head of a page about one shared entry: the way back, what was refused, and who reads it. */
export function ShareHead(props: {
  back: { href: string; text: string }
  refusal: RefusedForm | null
  heading: string
  /** Whose it is, where that is somebody else. */
  lead?: string
  readers: Readers
}) {
  const { back, refusal, heading, lead, readers } = props
  return (
    <>
      <BackLink href={back.href} classes="govuk-!-margin-top-0">
        {back.text}
      </BackLink>
      <FormErrors refusal={refusal} />
      <h1 className="govuk-heading-xl govuk-!-margin-bottom-2">{heading}</h1>
      {lead === undefined ? null : <p className="govuk-body-l govuk-!-margin-bottom-2">{lead}</p>}
      <WhoReads readers={readers} classes="govuk-!-margin-bottom-6" />
    </>
  )
}
