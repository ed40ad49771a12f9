/** The one polite live region of a page. Summaries only: what changed, in a sentence. */
export function News({ children }: { children?: string }) {
  return (
    <p className="govuk-visually-hidden" role="status" aria-live="polite" id="news">
      {children}
    </p>
  )
}
