import { paths } from '#app/paths.ts'
import { dayText } from '#server/platform/rules/london.ts'
import type { RecallPage } from '#server/recall/recall.server.ts'
import { Button } from '../govuk/button/button.tsx'
import { WhoReads } from '../who-reads.tsx'

/** What a person decides about questions that come back: which, and whether to be told. */
export function RecallChoices({ page }: { page: RecallPage }) {
  const { later, offered, isTold } = page
  return (
    <section id="choices" className="cc-own-notes" aria-labelledby="choices-heading">
      <h2 className="govuk-heading-m" id="choices-heading">
        You decide
      </h2>
      <WhoReads readers="only-you" />
      {offered.length > 0 ? (
        <>
          <h3 className="govuk-heading-s">Bring a question back</h3>
          <p className="govuk-body">You answered these differently at first. Only if you like:</p>
          <ul className="govuk-list cc-notes">
            {offered.map((one) => (
              <li key={`${one.toolkit}/${one.item}`}>
                <p className="govuk-body govuk-!-margin-bottom-2">
                  <a className="govuk-link" href={paths.item(one.toolkit, one.section, one.item)}>
                    {one.question}
                  </a>
                </p>
                <Wish act="back" toolkit={one.toolkit} item={one.item}>
                  Bring this back
                  <span className="govuk-visually-hidden">: {one.question}</span>
                </Wish>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {later.length > 0 ? (
        <>
          <h3 className="govuk-heading-s">Coming back later</h3>
          <ul className="govuk-list cc-notes">
            {later.map((one) => (
              <li key={`${one.toolkit}/${one.item}`}>
                <p className="govuk-body govuk-!-margin-bottom-2">
                  {one.question} <span className="cc-quiet">On {dayText(one.dueOn)}.</span>
                </p>
                <Wish act="rest" toolkit={one.toolkit} item={one.item}>
                  Let it rest
                  <span className="govuk-visually-hidden">: {one.question}</span>
                </Wish>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h3 className="govuk-heading-s">Being told</h3>
      {isTold ? (
        <p className="govuk-body">
          Your home page says when a question is back.{' '}
          <a className="govuk-link" href={paths.recallCalendar}>
            Download the days for your calendar
          </a>
          . The calendar names no toolkit and no question.
        </p>
      ) : (
        <p className="govuk-body">
          Nothing outside this page tells you that a question is back, unless you want that.
        </p>
      )}
      <form method="post" action={paths.recall}>
        <Button name="act" value={isTold ? 'tell-not' : 'tell'} classes="govuk-button--secondary">
          {isTold ? 'Do not tell me' : 'Tell me when a question is back'}
        </Button>
      </form>
    </section>
  )
}

function Wish(props: {
  act: 'back' | 'rest'
  toolkit: string
  item: string
  children: React.ReactNode
}) {
  return (
    <form method="post" action={paths.recall}>
      <input type="hidden" name="toolkit" value={props.toolkit} />
      <input type="hidden" name="item" value={props.item} />
      <Button name="act" value={props.act} classes="govuk-button--secondary">
        {props.children}
      </Button>
    </form>
  )
}
