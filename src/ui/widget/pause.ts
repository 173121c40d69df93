export const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Spread over ±25 %, so that the browsers of a whole shop do not come back in the same instant. */
export const spread = (ms: number): number => ms * (0.75 + Math.random() / 2);
