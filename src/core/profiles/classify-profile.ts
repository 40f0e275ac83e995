import type { Task } from '../tasks/task.ts';
import type { Profile } from './profile.ts';
import { type ProfileClues, profileClues } from './profile-clues.ts';

export interface ProfileQuestion {
  readonly task: Pick<Task, 'title' | 'section' | 'details' | 'mentions' | 'kind'>;
  /** Of the workspace: direct dependencies, by the name they are imported with. */
  readonly packages: readonly { readonly dependencies: readonly { readonly name: string }[] }[];
  /** Files the task is about. */
  readonly paths: readonly string[];
}

/** What one rule looks at. */
interface Clues extends ProfileClues {
  readonly kind: Task['kind'];
  readonly crates: ReadonlySet<string>;
  /** Lower case, of what the task names and of what it is about. */
  readonly paths: readonly string[];
}

/** A crate family: one strong word is enough; a weak one counts where the crate is among the dependencies. */
interface Domain {
  readonly profile: Profile;
  readonly crates: RegExp;
  readonly strong: RegExp;
  readonly weak: RegExp;
  readonly path: RegExp;
}

const DOMAINS: readonly Domain[] = [
  {
    profile: 'wgpu',
    crates: /^(?:wgpu|wgpu_\w+|naga)$/,
    strong: /\b(?:wgpu|wgsl|naga)\b/,
    weak: /\b(?:shaders?|render pass(?:es)?|(?:render|compute) pipelines?|bind groups?|uniform buffers?|storage buffers?|swapchains?|surface (?:config\w*|texture)|command encoders?|textures?|samplers?|gpu)\b/,
    path: /\.wgsl$|(?:^|[/_])wgpu(?:[/_.]|$)/,
  },
  {
    profile: 'smithay',
    crates: /^smithay(?:_\w+)?$/,
    strong:
      /\bsmithay\b|\b(?:xdg|layer|seat|output|compositor|shm|dmabuf)_?(?:shell_?)?handler\b|\bdelegate_\w+!/,
    weak: /\b(?:wayland|xdg[-_ ]?(?:shell|toplevel|popup|surface|activation|decoration)\w*|layer[-_ ]shell|wl_\w+|zwp_\w+|zwlr_\w+|wlr[-_ ]\w+|compositors?|calloop|xwayland|toplevels?|popups?|seats?|(?:pointer|keyboard|touch) (?:focus|grabs?)|space elements?|winit backend|udev backend)\b/,
    path: /(?:^|[/_])(?:smithay|wayland|xdg_shell|layer_shell|xwayland)(?:[/_.]|$)/,
  },
  {
    profile: 'drm',
    crates: /^(?:drm|drm_\w+|gbm)$/,
    strong:
      /\bdrm[-_ ](?:device|driver|kms|backend|node|master|lease|crtc|plane|connector|compositor|format|framebuffer|fd|ioctl|render|event)s?\b|\bdrm\/kms\b|\b(?:drm|gbm)::|\/dev\/dri\b|\bkernel mode[- ]?setting\b/,
    weak: /\b(?:drm|kms|gbm|crtcs?|mode[- ]?set(?:ting|s)?|modesets?|(?:primary|overlay|cursor|hardware) planes?|connectors?|atomic (?:commits?|requests?|test)|page[- ]?flips?|vblanks?|dumb buffers?|framebuffers?|scanout|edid|dmabufs?|hotplug|ioctls?)\b/,
    path: /(?:^|[/_])(?:drm|kms|gbm|crtc)(?:[/_.]|$)/,
  },
];

const DOCS_HEAD =
  /^(?:fix|correct|repair)\b.{0,40}\b(?:typos?|spelling|grammar|(?:dead|broken) links?)\b|^(?:fix|correct|improve|clarify|extend|update)\b.{0,40}\b(?:docs|doc[- ]comments?|documentation|readme|changelog|rustdoc|docstrings?)\b(?!\s+(?:parser|generator|builder|command|reader|server))/;
const BENCH =
  /^(?:(?:add|write|create|extend|run|implement|introduce|set up|port)\b.{0,40}\bbench(?:es|mark|marks|marking)?\b|bench(?:mark)?s?\b)(?!.{0,24}\b(?:page|table|report|results? page|chart)\b)/;
const FASTER =
  /^(?:optimi[sz]e|speed[- ]?up|accelerate|profile (?:the|and|hot)\b|vectori[sz]e|paralleli[sz]e)\b|\bfor (?:better |more )?(?:performance|speed|throughput)\b|^(?:improve|increase|boost|tune|raise)\b.{0,40}\b(?:performance|throughput|speed)\b|^(?:reduce|lower|cut|avoid|eliminate|remove|minimi[sz]e)\b.{0,60}\b(?:allocations?|allocating|latency|overhead|copies|copying|cloning|clones|memory use|memory usage|cpu (?:use|usage|time)|lookups?)\b|^make\b.{0,60}\b(?:faster|zero-copy|cheaper\b|allocation-free\b|o\((?:1|n|log n)\)|linear\b)|\b(?:hot (?:path|loop)|zero-copy|allocation-free)\b/;
/** `fixed-point`, `fixed width` and `correctly` are none. */
const FIX =
  /^(?:bug ?fix|hot ?fix|fix(?:es|ed|ing)?|repair|correct)\b(?![- ](?:tabs?|points?|width|size|length|seed)\b)/;
const BUG =
  /\b(?:bug|off-by-one|deadlocks?|use-after-free|memory leak|race condition|data race|regression|infinite loop|underflows?|overflows?|crash(?:es|ed|ing)?|panics? (?:when|on|if|with|for|in)|panicked|segfaults?|wrong(?:ly)?|incorrect(?:ly)?)\b(?![- ](?:report|tracker|template|handler|reporter|reports|number|tests?|suite))/;
/** A bug in the words counts where something is to be done about it. */
const BUG_VERB = /^(?:resolve|stop|prevent|avoid|handle|guard|patch|do not|don't|never|reproduce|address)\b/;
const TIDY =
  /^(?:refactor(?:s|ed|ing)?|re-?structure|re-?organi[sz]e|dedup(?:e|licate)\b.{0,40}\b(?:code|logic|helpers?|functions?|impls?)\b|consolidate|simplify|modulari[sz]e|tidy|clean[- ]?up|untangle|decouple)\b|^(?:extract|move|split|inline|rename|pull|hoist|lift|merge|collapse)\b.{0,90}\b(?:modules?|functions?|fns?|crates?|traits?|structs?|enums?|helpers?|methods?|types?|files?|submodules?|impls?|constants?)\b|^(?:extract|move|split|inline|rename|hoist) (?:the )?code\b|^replace code (?:with|by) code\b|\b(?:no|without|without any|zero) behaviou?r(?:al)? changes?\b|\bbehaviou?r[- ]preserving\b/;

const SECTION_PROFILES: readonly (readonly [RegExp, Profile])[] = [
  [/^(?:performance|optimi[sz]ations?|benchmarks?|benchmarking)\b/, 'performance'],
  [/^(?:bug ?fix(?:es)?|fix(?:es)?|bugs)\b/, 'bugfix'],
  [/^(?:refactor(?:ing|s)?|clean[- ]?up|restructuring)\b/, 'refactor'],
];

/** In order of precedence; the first that holds decides. */
const RULES: readonly (readonly [Profile, (clues: Clues) => boolean])[] = [
  ['performance', ({ kind, head }) => kind !== 'docs' && BENCH.test(head)],
  ['docs', ({ kind, head }) => kind === 'docs' || (kind !== 'test' && DOCS_HEAD.test(head))],
  ['test', ({ kind }) => kind === 'test'],
  ['performance', ({ head }) => FASTER.test(head)],
  ['wgpu', ({ paths }) => paths.some((path) => path.endsWith('.wgsl'))],
  ...DOMAINS.map((domain) => [domain.profile, (clues: Clues) => speaksOf(domain, clues)] as const),
  ['bugfix', ({ head, prose }) => isBugfix(head, prose)],
  ['refactor', ({ head }) => TIDY.test(head)],
  ...SECTION_PROFILES.map(
    ([rule, profile]) => [profile, ({ section }: Clues) => rule.test(section)] as const,
  ),
];

/**
 * What a task is about. Precedence: a task that writes benches is `performance`; one that only writes documentation or
 * tests is that, whatever it is about; an outspoken wish for speed is `performance`; then the crate family (wgpu,
 * smithay, drm) it speaks of; then what it does (`bugfix`, `refactor`); then its section's heading. A dependency alone
 * raises nothing. Pure; linear in the task's length.
 */
export function classifyProfile({ task, packages, paths }: ProfileQuestion): Profile {
  if (task.kind === 'verify' || task.kind === 'manual' || task.kind === 'meta') return 'general';
  const clues: Clues = {
    ...profileClues(task),
    kind: task.kind,
    crates: new Set(packages.flatMap((one) => one.dependencies.map(({ name }) => name.replaceAll('-', '_')))),
    paths: [...new Set([...task.mentions.files, ...paths])].map((path) => path.toLowerCase()),
  };
  return RULES.find(([, holds]) => holds(clues))?.[0] ?? 'general';
}

function speaksOf({ crates, strong, weak, path }: Domain, clues: Clues): boolean {
  if (strong.test(clues.everything)) return true;
  if (![...clues.crates].some((name) => crates.test(name))) return false;
  return weak.test(clues.everything) || clues.paths.some((one) => path.test(one));
}

function isBugfix(head: string, prose: string): boolean {
  if (FIX.test(head) || /^code (?:panics|crashes|overflows|deadlocks|hangs)\b/.test(head)) return true;
  return BUG_VERB.test(head) && BUG.test(prose);
}
