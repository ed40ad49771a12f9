import {
  data,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { ErrorSummary } from '#app/ui/govuk/error-summary/error-summary.tsx'
import { FeedbackPanel } from '#app/ui/learning/feedback-panel.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { QuestionForm } from '#app/ui/recall/question-form.tsx'
import { readWork } from '#server/learning/rules/work.ts'
import { dayText } from '#server/platform/rules/london.ts'
import { httpStatus } from '#server/platform/rules/outcome.ts'
import { questionForm } from '#server/recall/rules/recall-form.ts'

export const meta: MetaFunction = () => [{ title: 'Questions that come back – Casecircle' }]

/** Without an answer there is only the way to the question. */
export function loader({ context }: LoaderFunctionArgs) {
  signedIn(context)
  return null
}

/** An answer: its page says how it went. Loading that page again is the same answer again. */
export async function action({ context, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const posted = await request.formData()
  const which = questionForm.safeParse({
    toolkit: posted.get('toolkit'),
    item: posted.get('item'),
    nth: posted.get('nth'),
  })
  for (const name of ['toolkit', 'item', 'nth']) posted.delete(name)
  const work = readWork(posted)
  if (!which.success || !work) {
    return data({ message: 'We could not read that. Open the question again.' }, { status: 422 })
  }
  const answered = await context.services.recall.answer(actor, which.data, work)
  if (answered.ok) return answered.value
  const { code, message } = answered.error
  return data({ message }, { status: httpStatus[code] })
}

export default function AnswerPage() {
  const answered = useActionData<typeof action>()
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      {answered && 'message' in answered ? (
        <ErrorSummary occasion={answered} errorList={[{ text: answered.message }]} />
      ) : null}
      <h1 className="govuk-heading-xl">Questions that come back</h1>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          {answered && 'kind' in answered ? <Answered answered={answered} /> : <OpenQuestion />}
        </div>
      </div>
    </Page>
  )
}

type Shown = Exclude<
  ReturnType<typeof useActionData<typeof action>>,
  undefined | { message: string }
>

function Answered({ answered }: { answered: Shown }) {
  switch (answered.kind) {
    case 'open':
      return <QuestionForm question={answered.question} />
    case 'marked': {
      const { question, checkKind, feedback } = answered
      return (
        <>
          <h2 className="govuk-heading-m">{question.question}</h2>
          <FeedbackPanel id="feedback" kind={checkKind} feedback={feedback} />
          <p className="govuk-body govuk-!-margin-top-4">
            It comes back on {dayText(question.dueOn)}.{' '}
            <a
              className="govuk-link"
              href={paths.item(question.toolkit, question.section, question.item)}
            >
              Read about it in “{question.toolkitTitle}”
            </a>
          </p>
          <Button href={paths.recall}>Go on</Button>
          <p className="govuk-body">
            <a className="govuk-link" href={paths.home}>
              Stop here
            </a>
            . Whatever else is back waits for you.
          </p>
        </>
      )
    }
  }
}

function OpenQuestion() {
  return <Button href={paths.recall}>Open the question</Button>
}
