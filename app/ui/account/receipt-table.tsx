import { Table } from '#app/ui/govuk/table/table.tsx'
import type { ReceiptWords } from '#server/rights/rules/receipt-words.ts'

/** What is done to what somebody has here, a table for each way: gone, without a name, kept. */
export function ReceiptTables({
  words,
  isDone,
}: {
  words: readonly ReceiptWords[]
  isDone: boolean
}) {
  return (
    <>
      {ways.map(({ done, before, after, why }) => {
        const rows = words.filter((one) => one.done === done)
        if (rows.length === 0) return null
        return (
          <section key={done} aria-labelledby={idOf(done)}>
            <h2 className="govuk-heading-m" id={idOf(done)}>
              {isDone ? after : before}
            </h2>
            <p className="govuk-body">{why}</p>
            <Table
              head={[
                { text: `What it ${done === 'deleted' && isDone ? 'was' : 'is'} for` },
                { text: 'How many', format: 'numeric' },
              ]}
              rows={rows.map(({ what, rows: count, until }) => [
                {
                  text: (
                    <>
                      {what}
                      {until ? <div className="cc-small cc-quiet">Kept: {until}</div> : null}
                    </>
                  ),
                },
                { text: count, format: 'numeric' },
              ])}
            />
          </section>
        )
      })}
    </>
  )
}

const idOf = (done: ReceiptWords['done']) => `receipt-${done.replace(' ', '-')}`

const ways = [
  {
    done: 'deleted',
    before: 'What is deleted for good',
    after: 'What was deleted for good',
    why: 'Your own words, your account, and whatever is there only for you.',
  },
  {
    done: 'made nameless',
    before: 'What stays without your name and your texts',
    after: 'What stays without a name and without the texts',
    why: 'A room belongs to everybody who was in it. Each event keeps its place, so that the room can still be proved to be whole; the texts and the name are overwritten.',
  },
  {
    done: 'kept',
    before: 'What your employer must keep',
    after: 'What the employer must keep',
    why: 'Facts and the log of who did what: never words. They stand under a number, and nothing here says any more whose number it was.',
  },
] satisfies { done: ReceiptWords['done']; before: string; after: string; why: string }[]
