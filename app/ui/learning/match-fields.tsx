import { fieldNames } from '#server/learning/rules/work-fields.ts'
import type { MatchDescriptor } from '#server/toolkits/rules/items/match.ts'
import { Select } from '../govuk/select/select.tsx'

/** One list to choose from for each left side. */
export function MatchFields({ check, chosen }: { check: MatchDescriptor; chosen: string[] }) {
  const { id, lefts, rights } = check
  return (
    <div className="cc-match">
      {lefts.map((left) => (
        <Select
          key={left.id}
          id={`match-${id}-${left.id}`}
          name={fieldNames.part(id, left.id)}
          label={{ text: left.text }}
          items={[
            { value: '', text: 'Choose a match' },
            ...rights.map((right) => ({ value: right.id, text: right.text })),
          ]}
          value={chosen.find((one) => one.startsWith(`${left.id}:`))?.slice(left.id.length + 1)}
        />
      ))}
      {/* What a list holds cannot be seen on paper. */}
      <p className="govuk-body cc-paper-only">
        To choose from: {rights.map((right) => right.text).join(' · ')}
      </p>
    </div>
  )
}
