import type { Attempt } from '../core/verdicts/attempt.ts';
import type { Answer } from '../ports/model.ts';
import type { Judgement } from './judge-candidate.ts';

/** What is written down of a round: the server's own numbers, and the gates when the answer reached them. */
export function attemptOf(
  round: number,
  answer: Answer,
  end: { readonly reply: string; readonly judgement?: Judgement },
): Attempt {
  const { promptTokens, completionTokens, tokensPerSecond } = answer;
  const { reply, judgement } = end;
  return {
    round,
    reply,
    filesChanged: [...(judgement?.changes.keys() ?? [])],
    gates: judgement?.verdict.gates ?? [],
    errorsByCode: judgement?.verdict.errorsByCode ?? [],
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(completionTokens === undefined ? {} : { completionTokens }),
    firstTokenMilliseconds: answer.firstTokenMilliseconds,
    modelMilliseconds: answer.milliseconds,
    ...(tokensPerSecond === undefined ? {} : { tokensPerSecond }),
  };
}
