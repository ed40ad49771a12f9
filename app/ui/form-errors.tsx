import type { RefusedForm } from '#app/context.ts'
import { ErrorSummary } from './govuk/error-summary/error-summary.tsx'

/** The error summary of a refused form: each fault links to its control (its name is its id). */
export function FormErrors({ refusal }: { refusal: RefusedForm | null | undefined }) {
  if (!refusal || refusal.errors.length === 0) return null
  return (
    <ErrorSummary
      occasion={refusal}
      errorList={refusal.errors.map(({ field, message }) => ({
        text: message,
        ...(field ? { href: `#${field}` } : {}),
      }))}
    />
  )
}

/** The message of one control, as the kit's components take it. */
export function errorOf(refusal: RefusedForm | null | undefined, field: string) {
  const message = refusal?.errors.find((error) => error.field === field)?.message
  return message ? { text: message } : undefined
}
