import type { Analyst } from '../ports/analyst.ts';

/** Stands in where no model is asked. */
export const noAnalyst: Analyst = {
  analyse: async () => ({ semantic: { state: 'unanalysed', why: 'no model was asked' } }),
};
