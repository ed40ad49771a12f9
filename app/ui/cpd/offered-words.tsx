import { offerChoice, type Offer } from '#server/cpd/rules/entry/offer.ts'
import { headingOf, type Profile, type WordFieldId } from '#server/cpd/rules/regulator/profile.ts'
import { Button } from '../govuk/button/button.tsx'
import { formId } from './entry-form.tsx'

const places = {
  reflection: ['learnt', 'impact'],
  note: ['learnt', 'peerLearning'],
  learning: ['learnt', 'impact', 'peerLearning'],
} satisfies Record<Offer['kind'], WordFieldId[]>

/** What a room's learning phase filled in already needs no offer. */
function shownOf(offers: readonly Offer[]): Offer[] {
  return offers.filter((offer) => !(offer.isUsed && offer.kind === 'learning'))
}

type OffersProps = { offers: readonly Offer[]; profile: Profile }

/** On a small screen the offers stand below the form: this leads there. */
export function OffersLink({ offers }: { offers: readonly Offer[] }) {
  const count = shownOf(offers).length
  if (count === 0) return null
  return (
    <p className="govuk-body">
      <a className="govuk-link" href="#offers">
        Bring in what you wrote before ({count})
      </a>
    </p>
  )
}

/**
 * One's own words from the module or the room, beside the form. `Use this` sends the whole form, so
 * that nothing typed is lost; the text is added, never put over something.
 */
export function OfferedWords({ offers, profile }: OffersProps) {
  const shown = shownOf(offers)
  if (shown.length === 0) return null
  return (
    <section aria-labelledby="offers">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="offers">
        What you wrote before
      </h2>
      {shown.map((offer) => (
        <OfferedText key={offer.id} offer={offer} profile={profile} />
      ))}
    </section>
  )
}

function OfferedText({ offer, profile }: { offer: Offer; profile: Profile }) {
  return (
    <section aria-labelledby={`offer-${offer.id}`}>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-1" id={`offer-${offer.id}`}>
        {offer.heading}
      </h3>
      <p className="govuk-body cc-pre govuk-!-margin-bottom-2">{offer.text}</p>
      {offer.isUsed ? (
        <p className="cc-quiet cc-small">Already in your entry</p>
      ) : (
        <div className="cc-btn-row cc-tools">
          {places[offer.kind].map((field) => (
            <Button
              key={field}
              name="use"
              value={offerChoice(offer.id, field)}
              classes="govuk-button--secondary"
              attributes={{ form: formId }}
            >
              Use this under “{headingOf(profile, field)}”
              <span className="govuk-visually-hidden">: {offer.heading}</span>
            </Button>
          ))}
        </div>
      )}
    </section>
  )
}
