import { paths } from '#app/paths.ts'
import type { Question } from '#server/recall/recall.server.ts'
import { CheckBlock } from '../learning/check-block.tsx'

/** A question that is back: answered as in the module, on its own. */
export function QuestionForm({ question }: { question: Question }) {
  const { check, toolkit, toolkitTitle, item, nth, release } = question
  return (
    <form method="post" action={paths.recallAnswers} noValidate>
      <input type="hidden" name="toolkit" value={toolkit} />
      <input type="hidden" name="item" value={item} />
      <input type="hidden" name="nth" value={nth} />
      <input type="hidden" name="release" value={release} />
      {/* The Enter key presses a form's first button: this one answers. */}
      <button type="submit" name="intent" value={`check:${item}`} hidden>
        Check answer
      </button>
      <p className="govuk-body cc-quiet">From “{toolkitTitle}”</p>
      <CheckBlock
        check={check}
        shown={check.shown}
        confidence={{ shown: '' }}
        onArrange={() => undefined}
      />
    </form>
  )
}
