import {
  reflectiveModels,
  type ReflectiveModel,
} from '#server/cpd/rules/entry/reflective-models.ts'
import { Details } from '../govuk/details/details.tsx'

/** On a small screen the help stands below the form: this leads there. */
export function ReflectiveHelpLink() {
  return (
    <p className="govuk-body cc-help-link">
      <a className="govuk-link" href="#ways">
        Stuck? Three ways to think it through
      </a>
    </p>
  )
}

/** Known ways to reflect, beside the boxes. They ask; the words stay the person's own. */
export function ReflectiveHelp() {
  return (
    <section aria-labelledby="ways">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="ways">
        Ways to think it through
      </h2>
      <p className="govuk-body cc-small">
        Questions to help you begin. They fill in nothing, and you need not follow them.
      </p>
      {reflectiveModels.map((model) => (
        <Details key={model.id} summaryText={model.name} classes="govuk-!-margin-bottom-2">
          <Model model={model} />
        </Details>
      ))}
    </section>
  )
}

function Model({ model }: { model: ReflectiveModel }) {
  return (
    <>
      <p className="govuk-body cc-small">{model.fits}</p>
      <ol className="govuk-list govuk-list--number cc-small">
        {model.steps.map(({ name, asks }) => (
          <li key={name}>
            <b>{name}</b> {asks}
          </li>
        ))}
      </ol>
      <p className="cc-quiet cc-small">{model.source}</p>
    </>
  )
}
