import type { Hit } from '#server/search/rules/hit.ts'
import type { PassageKind } from '#server/toolkits/rules/passages.ts'
import { placePath } from './place-path.ts'

/** What a piece of a toolkit is, said before where it stands; prose needs no word. */
const kinds = {
  toolkit: '',
  text: '',
  term: 'Word explained. ',
  reference: 'Source. ',
  check: 'Check. ',
  confidence: '',
  reflection: 'Reflection. ',
  survey: 'Survey. ',
  vignette: 'Vignette. ',
  spread: 'How would you judge? ',
} satisfies Record<PassageKind, string>

/** What was found, each with a link to its exact place and the words around it. */
export function HitList({ hits }: { hits: readonly Hit[] }) {
  return (
    <ol className="govuk-list cc-hits">
      {hits.map((hit) => {
        const path = placePath(hit.place)
        return (
          <li key={path}>
            <h3 className="govuk-heading-s govuk-!-margin-bottom-1">
              <a className="govuk-link" href={path}>
                {hit.title}
              </a>
            </h3>
            {hit.within === '' ? null : (
              <p className="cc-quiet cc-small">
                {hit.place.kind === 'passage' ? kinds[hit.place.of] : ''}
                {hit.within}
              </p>
            )}
            <p className="govuk-body">
              {hit.excerpt.map((part, index) =>
                part.isHit ? <mark key={index}>{part.text}</mark> : part.text,
              )}
            </p>
          </li>
        )
      })}
    </ol>
  )
}
