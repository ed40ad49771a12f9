/** Where the time comes from; tests hand in one that they turn by hand. */
export type Clock = { now(): number }

export const systemClock: Clock = { now: () => Date.now() }
