import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/govuk/button/button.tsx'
import { Select } from '#app/ui/govuk/select/select.tsx'
import { auditKinds, type AuditKind } from '#server/audit/rules/audit-actions.ts'
import type { AuditQuery } from '#server/audit/rules/audit-query.ts'

const kindText: Record<AuditKind, string> = {
  people: 'People, teams and rights',
  'signing-in': 'Signing in and passwords',
  files: 'Files that were taken',
  screens: 'Wall screens',
}

/** Which lines of the log are shown: of one kind, of one person. */
export function AuditChoice({
  people,
  asked,
}: {
  people: readonly { person: string; name: string }[]
  asked: AuditQuery
}) {
  return (
    <form method="get" action={paths.audit} className="cc-audit-choice">
      <Select
        id="kind"
        name="kind"
        label={{ text: 'What' }}
        items={[
          { value: '', text: 'Everything' },
          ...auditKinds.map((kind) => ({ value: kind, text: kindText[kind] })),
        ]}
        value={asked.kind ?? ''}
      />
      <Select
        id="person"
        name="person"
        label={{ text: 'Who, or about whom' }}
        items={[
          { value: '', text: 'Everybody' },
          ...people.map(({ person, name }) => ({ value: person, text: name })),
        ]}
        value={asked.person ?? ''}
      />
      <Button classes="govuk-button--secondary">Show</Button>
    </form>
  )
}
