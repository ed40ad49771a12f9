import { useValue, type Offer } from '#server/cpd/rules/offer.ts'
import type { WordFieldId } from '#server/cpd/rules/profile.ts'
import { Button } from '../govuk/button/button.tsx'
import { Details } from '../govuk/details/details.tsx'

const places = {
  reflection: ['learnt', 'impact', 'description'],
  note: ['learnt', 'peerLearning', 'description'],
  learning: ['learnt', 'impact', 'peerLearning'],
} satisfies Record<Offer['kind'], WordFieldId[]>

const placeNames = {
  description: 'what it was',
  learnt: 'what you learnt',
  impact: 'the good it will do',
  peerLearning: 'what peers taught you',
} satisfies Record<WordFieldId, string>

/**
 * One's own words from the module or the room, to be brought in. The buttons send the whole form,
 * so that nothing typed is lost; the text is added, never put over something.
 */
export function OfferedWords({ offers, isOpen }: { offers: readonly Offer[]; isOpen: boolean }) {
  const shown = offers.filter((offer) => !(offer.isUsed && offer.kind === 'learning'))
  if (shown.length === 0) return null
  return (
    <Details
      open={isOpen}
      summaryText={`Bring in what you wrote before (${shown.length})`}
      classes="cc-noprint"
    >
      {shown.map((offer) => (
        <section key={offer.id} aria-labelledby={`offer-${offer.id}`}>
          <h2 className="govuk-heading-s govuk-!-margin-bottom-1" id={`offer-${offer.id}`}>
            {offer.heading}
          </h2>
          <p className="govuk-body cc-pre">{offer.text}</p>
          {offer.isUsed ? (
            <p className="cc-quiet cc-small">Already in your entry</p>
          ) : (
            <div className="cc-btn-row cc-tools">
              {places[offer.kind].map((field) => (
                <Button
                  key={field}
                  name="use"
                  value={useValue(offer.id, field)}
                  classes="govuk-button--secondary"
                >
                  Use this as {placeNames[field]}
                  <span className="govuk-visually-hidden">: {offer.heading}</span>
                </Button>
              ))}
            </div>
          )}
        </section>
      ))}
    </Details>
  )
}
