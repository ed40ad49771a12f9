import type { ReactNode } from 'react'

const shapes = {
  tick: <path d="M5 12.5l4.5 4.5L19 7" />,
  warning: (
    <>
      <path d="M12 3.5L22 20.5H2z" />
      <path d="M12 10v5M12 18v.1" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  unlock: (
    <>
      <rect x="5" y="11" width="14" height="9" />
      <path d="M8 11V8a4 4 0 0 1 7.7-1.5" />
    </>
  ),
  document: (
    <>
      <rect x="5" y="3" width="14" height="18" />
      <path d="M8.5 9h7M8.5 13h7M8.5 17h4" />
    </>
  ),
  hidden: (
    <>
      <path d="M3 12c3-5 6-7 9-7s6 2 9 7c-3 5-6 7-9 7s-6-2-9-7z" />
      <path d="M4 20L20 4" />
    </>
  ),
  'arrow-right': <path d="M5 12h14M13 6l6 6-6 6" />,
  'arrow-left': <path d="M19 12H5M11 6l-6 6 6 6" />,
  hand: (
    <path d="M7 12.5V6.5a1.5 1.5 0 0 1 3 0V11M10 11V4.5a1.5 1.5 0 0 1 3 0V11m0-5.5a1.5 1.5 0 0 1 3 0V12m0-2.5a1.5 1.5 0 0 1 3 0V15a6 6 0 0 1-6 6h-1.5a6 6 0 0 1-4.8-2.4L4 14.2a1.4 1.4 0 0 1 2.2-1.7l.8 1" />
  ),
  pause: <path d="M8 5v14M16 5v14" />,
  flag: <path d="M5 4v17M5 5h12l-3 4 3 4H5" />,
  note: <path d="M4 5h16v11H11l-4 4v-4H4z" />,
  device: (
    <>
      <rect x="7" y="3" width="10" height="18" />
      <path d="M11 17.5h2" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21c.6-5 3.6-7.5 8-7.5s7.4 2.5 8 7.5" />
    </>
  ),
  nameless: (
    <>
      <circle cx="12" cy="8" r="4" strokeDasharray="3 3" />
      <path d="M4 21c.6-5 3.6-7.5 8-7.5s7.4 2.5 8 7.5" strokeDasharray="3 3" />
    </>
  ),
  team: (
    <>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6" />
      <path d="M16 5a3.3 3.3 0 0 1 0 6.2M18 14.5c2 .7 3.2 2.6 3.5 5.5" />
    </>
  ),
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes

/** A sign beside words, never instead of them: it is hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="cc-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {shapes[name]}
    </svg>
  )
}
