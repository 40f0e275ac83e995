/** The models to escalate to from one, in order: those after it in the list, or all others when it is not in it. */
export function furtherModels(models: readonly string[], key: string): readonly string[] {
  const at = models.findIndex((model) => same(model, key));
  return models.slice(at + 1).filter((model) => !same(model, key));
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
