import { describe, expect, test } from 'vitest';
import { classifyProfile } from '../../../src/core/profiles/classify-profile.ts';
import type { Profile } from '../../../src/core/profiles/profile.ts';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';

/** Everything at once, to show that a dependency alone raises nothing. */
const CRATES = ['drm', 'smithay', 'wgpu', 'gbm', 'serde', 'criterion'];

/** The profile of a task as it stands in a tasks file below a heading. */
function profileOf(title: string, about: { section?: string; crates?: string[]; paths?: string[] } = {}) {
  const { section = '1. Work', crates = CRATES, paths = [] } = about;
  const content = `## ${section}\n\n- [ ] 1.1 ${title}\n`;
  const [task] = parseTasks('add-it', [{ path: 'openspec/changes/add-it/tasks.md', content }]).tasks;
  if (!task) throw new Error('no task was read');
  const dependencies = crates.map((name) => ({ name, version: '1.0.0' }));
  return classifyProfile({ task, packages: [{ dependencies }], paths });
}

const SENTENCES: readonly (readonly [Profile, string])[] = [
  ['drm', 'Open the DRM device through the session and keep its fd'],
  ['drm', 'Implement atomic commits for the primary plane in `src/backend/kms.rs`'],
  ['drm', 'Handle connector hotplug and re-read the EDID'],
  ['drm', 'Add page flip event dispatch to the event loop'],
  ['drm', 'Lease a connector to a VR client with `create_lease`'],
  ['drm', 'Choose the preferred mode of every CRTC at start'],
  ['drm', 'Drop DRM master when the session is paused'],
  ['drm', 'Allocate dumb buffers for the software cursor'],
  ['drm', 'Fix the modeset that flickers when a connector is unplugged'],
  ['smithay', 'Implement `XdgShellHandler` for `State`'],
  ['smithay', 'Wire up `delegate_xdg_shell!(State)` and the new toplevel map'],
  ['smithay', 'Support the layer-shell protocol for panels'],
  ['smithay', 'Move keyboard focus to the window under the pointer when a toplevel is destroyed (wayland)'],
  ['smithay', 'Upgrade to smithay 0.7 and adapt the renderer traits'],
  ['smithay', 'Start XWayland on demand'],
  ['smithay', 'Insert the udev backend into calloop and stop on SIGTERM'],
  ['smithay', 'Dismiss popups when another seat takes the grab'],
  ['wgpu', 'Create the wgpu device with the limits of the adapter'],
  ['wgpu', 'Add a bloom pass in `assets/shaders/bloom.wgsl`'],
  ['wgpu', 'Write the WGSL compute shader for the particle update'],
  ['wgpu', 'Recreate the surface texture after a resize'],
  ['wgpu', 'Build the render pipeline once and cache it by vertex layout'],
  ['wgpu', 'Fix the uniform buffer alignment of `CameraUniform`'],
  ['wgpu', 'Refactor the bind group layout into its own module'],
  ['wgpu', 'Pad the instance struct so that the storage buffer matches the shader'],
  ['performance', 'Optimise `tokenize` to avoid quadratic scanning'],
  ['performance', 'Optimize the parser hot loop'],
  ['performance', 'Reduce allocations in `render_line`'],
  ['performance', 'Make `lookup` O(1)'],
  ['performance', 'Speed up directory walking with rayon'],
  ['performance', 'Add a criterion benchmark for `encode`'],
  ['performance', 'Bench the parser'],
  ['performance', 'Benchmark `Grid::neighbours` against the naive version'],
  ['performance', 'Refactor the tokenizer for performance'],
  ['performance', 'Improve throughput of the log writer'],
  ['performance', 'Make the diff zero-copy'],
  ['performance', 'Reduce allocations per frame in the wgpu renderer'],
  ['performance', 'Add benchmarks'],
  ['bugfix', 'Fix off-by-one in `Pager::last_page`'],
  ['bugfix', 'Fix the crash on empty input'],
  ['bugfix', 'Prevent the deadlock between the writer and the flusher'],
  ['bugfix', 'Resolve the race condition in `Cache::insert`'],
  ['bugfix', 'Correct the rounding of negative durations'],
  ['bugfix', 'Handle empty files, which crash the reader'],
  ['bugfix', '`parse_port` panics on an empty string: return an error'],
  ['bugfix', 'Stop the memory leak of closed sessions'],
  ['bugfix', 'Do not overflow when both limits are `u32::MAX`'],
  ['bugfix', 'Repair the broken retry of failed uploads'],
  ['refactor', 'Refactor `Config::load` into smaller functions'],
  ['refactor', 'Extract the retry logic into its own module'],
  ['refactor', 'Rename the struct `Foo` to `Session`'],
  ['refactor', 'Split `main.rs` into `src/commands/*.rs` files'],
  ['refactor', 'Move the parsing helpers to the crate `syntax`'],
  ['refactor', 'Simplify the error enum'],
  ['refactor', 'Clean up the module tree, no behaviour change'],
  ['refactor', 'Replace `lazy_static` with `OnceLock` without behaviour changes'],
  ['test', 'Add unit tests for `parse_port`'],
  ['test', 'Test the drm device opener'],
  ['test', 'Write an integration test for the shader loader'],
  ['test', 'Verify that the parser rejects an unclosed string'],
  ['test', 'Add a regression test for the empty list'],
  ['test', 'Cover the smithay seat handler with tests'],
  ['docs', 'Document the public API of `src/lib.rs`'],
  ['docs', 'Update the README with the new flags'],
  ['docs', 'Fix the docs typo'],
  ['docs', 'Fix typos in the doc comments of the wgpu renderer'],
  ['docs', 'Add rustdoc to the DRM backend'],
  ['docs', 'Explain the benchmark results in the docs'],
  ['general', 'Add a `--json` flag to the list command'],
  ['general', 'Implement `Session::resume`'],
  ['general', 'Parse ISO 8601 durations'],
  ['general', 'Return the latest contest of a league'],
  ['general', 'Add a struct `Document` with a title and an author'],
  ['general', 'Create `Benchmark` rows in the result table'],
  ['general', 'Load the attestation of every host'],
  ['general', 'Add the prefix of the tenant to every key'],
  ['general', 'Store prices as fixed-point numbers'],
  ['general', 'Resolve relative paths against the config file'],
  ['general', 'Resolve the API token from the environment'],
  ['general', 'Stop the daemon on SIGTERM'],
  ['general', 'Move the cursor with the arrow keys'],
  ['general', 'Extract text from PDF pages'],
  ['general', 'Split strings at commas'],
  ['general', 'Add a bug report template to the issue command'],
  ['general', 'List acceptance criteria under every criterion'],
  ['general', 'Add a performance review page'],
  ['general', 'Show the protest count of a vote'],
];

describe('the profile of a task', () => {
  test.each(SENTENCES)('%s: %s', (profile, title) => {
    expect(profileOf(title)).toBe(profile);
  });

  test('crates of a lock file raise nothing by themselves, and weak words nothing without the crate', () => {
    expect(profileOf('Add a `--json` flag')).toBe('general');
    expect(profileOf('Choose the preferred mode of every CRTC', { crates: [] })).toBe('general');
    expect(profileOf('Protect videos with DRM', { crates: ['serde'] })).toBe('general');
    expect(profileOf('Add a popup to confirm deletion', { crates: ['egui'] })).toBe('general');
    expect(profileOf('Create textures for the icons', { crates: ['image'] })).toBe('general');
  });

  test('an unmistakable word needs no crate: the task may be the one that adds it', () => {
    expect(profileOf('Add the crate wgpu and open a device', { crates: [] })).toBe('wgpu');
    expect(profileOf('Set up smithay', { crates: [] })).toBe('smithay');
    expect(profileOf('Open `/dev/dri/card0`', { crates: [] })).toBe('drm');
  });

  test('the kind of the files it is about counts', () => {
    expect(profileOf('Add a vignette', { paths: ['assets/post.wgsl'], crates: [] })).toBe('wgpu');
    expect(profileOf('Restore the state after a pause', { paths: ['src/backend/drm.rs'] })).toBe('drm');
    expect(profileOf('Restore the state after a pause', { paths: ['src/backend/drm.rs'], crates: [] })).toBe(
      'general',
    );
  });

  test('a section speaks where the title does not', () => {
    expect(profileOf('Cache the result of `measure`', { section: '4. Performance' })).toBe('performance');
    expect(profileOf('Empty names are refused', { section: '2. Bug fixes' })).toBe('bugfix');
    expect(profileOf('One type for both readers', { section: '3. Refactoring' })).toBe('refactor');
  });

  test('no text is too odd or too long for it', () => {
    for (const odd of ['', '`', '\u0000', 'é'.repeat(50), `fix ${'a '.repeat(100_000)}`, '`x'.repeat(50_000)])
      expect(profileOf(`x${odd}`)).toBe('general');
  });
});
