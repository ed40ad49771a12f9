import { familyWords, type Family } from '#server/cpd/rules/entry/activity-family.ts'
import type { Timeline, TimelineMark } from '#server/cpd/rules/readiness/timeline.ts'

// The picture's own units; it is as wide as the page.
const width = 960
const side = 12
const laneHeight = 26
const top = 52
const monthHeight = 34

const x = (at: number) => side + at * (width - 2 * side)

/**
 * A registration year to look at: its months, each piece by its kind, today, the time in which
 * renewal is open. The same stands as a list by month, for whoever does not see the picture and where
 * the screen is too narrow for it.
 */
export function YearPicture({
  timeline,
  word = 'year',
}: {
  timeline: Timeline
  /** How the cycle is called. */
  word?: 'year' | 'period'
}) {
  return (
    <section className="cc-year" aria-labelledby="year">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="year">
        Your {word}
      </h2>
      <Picture timeline={timeline} />
      <Legend timeline={timeline} />
      <ol className="cc-year__story">
        {timeline.story.map(({ month, lines }) => (
          <li key={month}>
            <b>{month}</b>
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {timeline.undated > 0 ? (
        <p className="govuk-body cc-small">
          {timeline.undated === 1
            ? '1 piece has no date yet, so it is not shown here.'
            : `${timeline.undated} pieces have no date yet, so they are not shown here.`}
        </p>
      ) : null}
    </section>
  )
}

function Picture({ timeline }: { timeline: Timeline }) {
  const { months, marks, lanes, today, window } = timeline
  const line = top + lanes * laneHeight + 6
  const height = line + monthHeight
  return (
    <svg className="cc-year__picture" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {window ? (
        <>
          <rect
            className="cc-year__window"
            {...{ x: x(window.at), y: 0, height: line }}
            width={x(window.at + window.width) - x(window.at)}
          />
          <text className="cc-year__note" y={18} {...endAligned(window.at, 6)}>
            {window.text}
          </text>
        </>
      ) : null}
      {months.map((month) => (
        <g key={month.at} className={month.isPast ? 'cc-year__month is-past' : 'cc-year__month'}>
          <rect
            {...{ x: x(month.at), y: line, height: monthHeight }}
            width={x(month.at + month.width) - x(month.at)}
          />
          <text x={x(month.at + month.width / 2)} y={line + 23}>
            {month.name}
          </text>
        </g>
      ))}
      <path className="cc-year__line" d={`M${x(0)} ${line}H${x(1)}`} />
      <path className="cc-year__end" d={`M${x(1)} 0V${line + monthHeight}`} />
      {today ? (
        <>
          <path
            className="cc-year__today"
            d={`M${x(today.at)} ${top - 10}V${line + monthHeight}`}
          />
          <text className="cc-year__now" y={top - 14} {...endAligned(today.at, 0)}>
            {today.text}
          </text>
        </>
      ) : null}
      {marks.map((mark) => (
        <g
          key={mark.id}
          className={mark.status === 'ready' ? 'cc-year__mark is-ready' : 'cc-year__mark'}
          transform={`translate(${x(mark.at)} ${line - 15 - mark.lane * laneHeight})`}
        >
          <title>{markText(mark)}</title>
          <path d={shapes[mark.family]} />
        </g>
      ))}
    </svg>
  )
}

/** Near the right edge a text ends where it belongs; elsewhere it begins there. */
function endAligned(at: number, gap: number) {
  return at > 0.78
    ? { x: x(at > 0.9 ? Math.min(at + 0.04, 0.995) : at), textAnchor: 'end' as const }
    : { x: x(at) + gap, textAnchor: 'start' as const }
}

const shapes = {
  module: 'M-9 -9H9V9H-9Z',
  discussion: 'M-10 0A10 10 0 1 1 10 0A10 10 0 1 1 -10 0Z',
  people: 'M0 -10L11 9H-11Z',
  own: 'M0 -11L11 0L0 11L-11 0Z',
} satisfies Record<Family, string>

function markText({ dateText, title, status }: TimelineMark): string {
  return `${dateText}: ${title}, ${status === 'ready' ? 'ready' : 'draft'}`
}

function Legend({ timeline }: { timeline: Timeline }) {
  if (timeline.marks.length === 0) return null
  return (
    <ul className="cc-year__legend" aria-hidden="true">
      {timeline.families.map((family) => (
        <li key={family}>
          <Sign family={family} /> {familyWords[family]}
        </li>
      ))}
      <li>
        <Sign family="discussion" isReady /> Ready
      </li>
      <li>
        <Sign family="discussion" /> Draft
      </li>
    </ul>
  )
}

function Sign({ family, isReady = false }: { family: Family; isReady?: boolean }) {
  return (
    <svg viewBox="-12 -12 24 24" className="cc-year__sign">
      <path className={isReady ? 'cc-year__mark is-ready' : 'cc-year__mark'} d={shapes[family]} />
    </svg>
  )
}
