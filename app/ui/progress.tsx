/** One step of several: behind us, under way, still to come. */
export type StepState = 'done' | 'now' | 'empty'

/** A class name for how full something is; `percent` is 0 to 100, shown in steps of 5. */
export function fillClass(percent: number): string {
  const bounded = Math.min(100, Math.max(0, percent))
  return `cc-fill-${Math.round(bounded / 5) * 5}`
}

/**
 * Sections or boxes as a row of bars. `label` says the same in words ("3 of 5 sections done");
 * `percent` is how far the step under way has come.
 */
export function Steps(props: { states: readonly StepState[]; label: string; percent?: number }) {
  const { states, label, percent } = props
  return (
    <div className="cc-steps" role="img" aria-label={label}>
      {states.map((state, index) => (
        <span key={index} className={stepClass(state, percent)} />
      ))}
    </div>
  )
}

function stepClass(state: StepState, percent: number | undefined): string | undefined {
  if (state === 'done') return 'is-done'
  if (state === 'empty') return undefined
  return percent === undefined ? 'is-now' : `is-now ${fillClass(percent)}`
}

/** How many of the pieces that are needed are ready, as a ring. More than needed is a full ring. */
export function Ring({ ready, needed }: { ready: number; needed: number }) {
  const got = Math.min(ready, needed)
  return (
    <svg viewBox="0 0 120 120" role="img" aria-label={`${ready} of ${needed} pieces ready`}>
      <circle className="cc-ring__track" cx="60" cy="60" r="50" />
      {got > 0 ? (
        <circle
          className="cc-ring__got"
          cx="60"
          cy="60"
          r="50"
          transform="rotate(-90 60 60)"
          pathLength={needed}
          strokeDasharray={got === needed ? undefined : `${got} ${needed}`}
        />
      ) : null}
      <text x="60" y="58" fontSize="25">
        {ready} of {needed}
      </text>
      <text x="60" y="80" fontSize="18">
        ready
      </text>
    </svg>
  )
}
