import { paths } from '#app/paths.ts'

/** "Casecircle" beside a ring of six seats, one open for you. Leads home. */
export function Wordmark() {
  return (
    <a className="cc-wordmark" href={paths.home}>
      <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <g fill="currentColor">
          <circle cx="16" cy="4.5" r="3.5" />
          <circle cx="25.96" cy="10.25" r="3.5" />
          <circle cx="25.96" cy="21.75" r="3.5" />
          <circle cx="16" cy="27.5" r="3.5" />
          <circle cx="6.04" cy="21.75" r="3.5" />
        </g>
        <circle cx="6.04" cy="10.25" r="2.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </svg>
      <b>Casecircle</b>
    </a>
  )
}
