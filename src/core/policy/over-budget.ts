/** An app's budget over its window, and what was used of it. */
export interface Budget {
  readonly windowDays: number;
  readonly maxRequests: number;
  readonly maxTokens: number;
  readonly usedRequests: number;
  readonly usedTokens: number;
}

/**
 * Why one more call is over the budget, as a part of a sentence; undefined when it is within.
 *
 * @param wanted tokens that the call may take, its prompt included
 */
export function overBudget(budget: Budget, wanted: number): string | undefined {
  const { windowDays, maxRequests, maxTokens, usedRequests, usedTokens } = budget;
  const window = windowDays === 1 ? '1 day' : `${windowDays} days`;
  if (usedRequests >= maxRequests) return `${usedRequests} of ${maxRequests} requests in ${window}`;
  if (usedTokens + wanted > maxTokens)
    return `${usedTokens} of ${maxTokens} tokens in ${window}, and this call may take ${wanted}`;
  return undefined;
}
