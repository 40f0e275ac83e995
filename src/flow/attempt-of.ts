import type { Attempt } from '../core/verdicts/attempt.ts';
import type { Told } from './dialogue.ts';
import type { JudgedAnswer } from './judge-readings.ts';

/** What is written down of a round: the server's own numbers, and the gates when the answer reached them. */
export function attemptOf(
  round: number,
  answer: Told,
  end: { readonly reply: string; readonly judgement?: JudgedAnswer },
): Attempt {
  const { promptTokens, completionTokens, tokensPerSecond, leftOut } = answer;
  const { reply, judgement } = end;
  return {
    round,
    reply,
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
