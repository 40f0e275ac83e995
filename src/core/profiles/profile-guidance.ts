import type { Profile } from './profile.ts';

/**
 * What a model is told beside a task of a profile: facts small models get wrong, at most 60 tokens each. Sources:
 * docs.rs/drm, docs.rs/smithay, wgpu's changelog, w3.org/TR/WGSL sections 10.3 and 14.4.
 */
export const PROFILE_GUIDANCE: Readonly<Record<Profile, string>> = {
  drm: 'DRM: the device type implements AsFd, then drm::Device and control::Device. Keep fds as OwnedFd/BorrowedFd. Modesetting needs master; use AtomicModeReq, test with TEST_ONLY first. Destroy framebuffers you add.',
  smithay:
    'Smithay: keep protocol state in your state struct, implement the *Handler trait and its delegate_*! macro together. Event sources go to the calloop LoopHandle; never block in a callback. Signatures differ by version.',
  wgpu: 'wgpu descriptors differ by version: copy the fields used here. WGSL @group/@binding match the layout; vec3 and uniform array elements align to 16: pad the #[repr(C)] struct. WGSL never mixes i32, u32, f32.',
  performance:
    'Performance: results stay exactly the same. Cut allocation, copying and repeated work on the hot path: borrow, reuse buffers, with_capacity, better complexity. No unsafe. Benches must compile.',
  bugfix:
    'Bug: find the cause and fix it there, with the least change. Add a regression test that fails without the fix and names the behaviour.',
  refactor:
    'Refactoring: no behaviour changes. Public names, signatures and error texts stay unless the task says so; update every caller and keep all tests as they are.',
  test: 'Tests only: leave the code under test as it is. Assert on behaviour and edge cases with assert_eq!, no sleeps, no network, no order between tests; each test must be able to fail.',
  docs: 'Documentation: no code changes. Doc comments are /// and //!; examples in them are compiled and run, so they import what they use. Say what holds, with # Errors and # Panics.',
  general: '',
};
