import type { CheckLine } from '#server/cpd/rules/readiness/checklist.ts'
import { Mark } from '../mark.tsx'
import { gapPath } from './gap-path.ts'

const words = {
  done: 'Done: ',
  part: 'On its way: ',
  miss: 'Missing: ',
  note: 'Note: ',
} satisfies Record<CheckLine['state'], string>

/** What stands and what is missing, each line with its sign and where to mend it. */
export function Checklist({ lines, here }: { lines: readonly CheckLine[]; here?: string }) {
  return (
    <ul className="cc-ready">
      {lines.map((line, index) => (
        <li key={index}>
          <Mark kind={line.state} words={words[line.state]} />
          <span>
            {line.link && line.state !== 'done' ? (
              <a className="govuk-link" href={gapPath(line.link, here)}>
                {line.text}
              </a>
            ) : (
              line.text
            )}
            {line.detail ? <small>{line.detail}</small> : null}
            {line.basis ? <small>{line.basis}</small> : null}
          </span>
        </li>
      ))}
    </ul>
  )
}
