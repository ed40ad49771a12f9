import type { VignetteView } from '#server/learning/rules/walk.ts'
import { fieldNames } from '#server/learning/rules/work-fields.ts'
import { Button } from '../govuk/button/button.tsx'
import { ErrorMessage } from '../govuk/error-message/error-message.tsx'
import { Icon } from '../icon.tsx'

/** The id of the scene where its reader stands: where a step and an error summary lead. */
export function hereId(item: string): string {
  return `here-${item}`
}

/** A vignette: the way so far, the scene where one stands, and its choices as buttons. */
export function VignetteBlock(props: { vignette: VignetteView; shown: string; error?: string }) {
  const { vignette, shown, error } = props
  const { id, title, behind, here, isEnd, isDone } = vignette
  return (
    <section className="cc-item cc-vignette" id={`item-${id}`} aria-labelledby={`vignette-${id}`}>
      <input type="hidden" name={fieldNames.shown(id)} value={shown} />
      <h2 className="govuk-heading-m" id={`vignette-${id}`}>
        {title ?? 'What would you do?'}
      </h2>
      {behind.length > 0 ? (
        <ol className="cc-way" aria-label="Your way so far">
          {behind.map((step, index) => (
            <li key={index}>
              <Scene html={step.html} />
              <p className="govuk-body cc-way__chosen">
                You chose: <b>{step.chosen}</b>
              </p>
            </li>
          ))}
        </ol>
      ) : null}
      <div className="cc-scene" id={hereId(id)} tabIndex={-1}>
        <Scene html={here.html} />
        {error === undefined ? null : (
          <ErrorMessage id={`${hereId(id)}-error`}>{error}</ErrorMessage>
        )}
        {isEnd ? (
          <p className="govuk-body govuk-!-margin-bottom-0">
            <Icon name="tick" /> This way ends here.
            {behind.length > 0 ? ' You can go back and see where another choice leads.' : null}
          </p>
        ) : (
          <Choices id={id} choices={here.choices} />
        )}
      </div>
      {behind.length > 0 ? <WayBack id={id} /> : null}
      {isDone && !isEnd ? (
        <p className="govuk-body cc-quiet">
          You have reached an end before: this vignette is done, and you can stop at any time.
        </p>
      ) : null}
    </section>
  )
}

function Scene({ html }: { html: string }) {
  return <div className="cc-prose" dangerouslySetInnerHTML={{ __html: html }} />
}

function Choices({ id, choices }: { id: string; choices: readonly string[] }) {
  return (
    <>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-2" id={`choices-${id}`}>
        What do you do?
      </h3>
      <ul className="govuk-list cc-ways" aria-labelledby={`choices-${id}`}>
        {choices.map((text, index) => (
          <li key={`${index}-${text}`}>
            <Button
              name="intent"
              value={`go:${id}:${index + 1}`}
              classes="govuk-button--secondary govuk-!-margin-bottom-0"
            >
              {text}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

function WayBack({ id }: { id: string }) {
  return (
    <div className="cc-btn-row govuk-!-margin-top-4">
      <Button name="intent" value={`back:${id}`} classes="govuk-button--secondary">
        <Icon name="arrow-left" /> Go back one step
      </Button>
      <Button name="intent" value={`restart:${id}`} classes="govuk-button--secondary">
        Start again
      </Button>
    </div>
  )
}
