/** Every kind of check. A kind left out of `check.ts` does not compile. */
export const checkKinds = ['single', 'multiple', 'order', 'match'] as const
export type CheckKind = (typeof checkKinds)[number]
