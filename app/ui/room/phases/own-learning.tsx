import { LearningForm } from '../learning-form.tsx'
import { JustShown, ShownBefore } from '../shown-before.tsx'
import { OwnNotes, ReadAgain } from '../stage-text.tsx'
import { AgreedTexts } from '../agreed-texts.tsx'
import { useRoom } from '../room-context.tsx'
import { PhaseHeading, type PhaseProps } from './parts.tsx'

/** Each person's own words, before they leave: their CPD draft. */
export function OwnLearning({ phase }: PhaseProps) {
  const { takesPart } = useRoom()
  return (
    <>
      <PhaseHeading className="govuk-heading-l govuk-!-margin-bottom-3">
        What did you learn?
      </PhaseHeading>
      {takesPart ? <LearningForm /> : null}
      <div className="cc-to-read">
        <h2 className="govuk-heading-m govuk-!-margin-top-6">
          What you can look at while you write
        </h2>
        <JustShown phase={phase} />
        <ShownBefore but={phase} />
        <OwnNotes except={phase.id} />
        <AgreedTexts />
        <ReadAgain />
      </div>
    </>
  )
}
