import type { AskOptions, ModelCard, ModelServer, Route } from '../ports/model.ts';
import type { SpentTime } from './spent-time.ts';

interface ModelWatch {
  readonly onAsk: (card: ModelCard) => void;
  /** Told once for every reason. */
  readonly onFallback: (text: string) => void;
  readonly onToken?: () => void;
}

/** The same model server, watched: its time, the model that is asked, its tokens, and each reason for the fallback once. */
export function watchedModel(
  model: ModelServer,
  spent: SpentTime,
  { onAsk, onFallback, onToken }: ModelWatch,
): ModelServer {
  const told = new Set<string>();
  const onRoute = ({ fellBack, endpoint, model: key }: Route): void => {
    if (!fellBack || told.has(fellBack.code)) return;
    told.add(fellBack.code);
    onFallback(`the remote fallback ${key} at ${endpoint} is asked: ${fellBack.message}`);
  };
  return {
    health: (signal, reach) => model.health(signal, reach),
    choose: (signal, key) => model.choose(signal, key),
    ask: (card, messages, options) => {
      onAsk(card);
      const onProgress: AskOptions['onProgress'] = (progress) => {
        if (progress.phase === 'reasoning' || progress.phase === 'writing') onToken?.();
        options.onProgress?.(progress);
      };
      return spent.withModel(() => model.ask(card, messages, { ...options, onProgress, onRoute }));
    },
  };
}
