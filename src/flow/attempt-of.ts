import type { Attempt } from '../core/verdicts/attempt.ts';
import type { Told } from './dialogue.ts';
import type { JudgedAnswer } from './judge-readings.ts';

export interface AttemptEnd extends Pick<Attempt, 'round' | 'reply' | 'candidate' | 'purpose' | 'model'> {
  /** Of an answer that reached the gates. */
  readonly judgement?: JudgedAnswer;
}

/** What is written down of a round: the server's own numbers, and the gates when the answer reached them. */
export function attemptOf(answer: Told, end: AttemptEnd): Attempt {
  const { promptTokens, completionTokens, tokensPerSecond, leftOut } = answer;
  const { judgement, ...about } = end;
  return {
    ...about,
    ...(answer.route?.backend === 'remote' ? { backend: 'remote', model: answer.route.model } : {}),
    filesChanged: [...(judgement?.changes.keys() ?? [])],
    gates: judgement?.verdict.gates ?? [],
    errorsByCode: judgement?.verdict.errorsByCode ?? [],
    ...(judgement && judgement.repairs.length > 0 ? { repairs: judgement.repairs } : {}),
    ...(leftOut === undefined ? {} : { leftOut }),
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(completionTokens === undefined ? {} : { completionTokens }),
    firstTokenMilliseconds: answer.firstTokenMilliseconds,
    modelMilliseconds: answer.milliseconds,
    ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
  };
}
