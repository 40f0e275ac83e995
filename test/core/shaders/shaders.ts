const VERTEX = '@vertex fn vs() -> @builtin(position) vec4<f32> { return vec4<f32>(0.0); }\n';

/**
 * Pairs that differ in one thing: what must be refused, and the look-alike that must pass. All were judged by Tint as
 * well (Chromium's WGSL compiler), with the same answers.
 */
export const PAIRS: readonly {
  readonly mistake: string;
  readonly broken: string;
  readonly says: RegExp;
  readonly valid: string;
}[] = [
  {
    mistake: 'a missing semicolon',
    broken: 'fn f() { let a = 1 }',
    says: /^1:20 expected ";" after the statement, but found "}"/,
    valid: 'fn f() { let a = 1; }',
  },
  {
    mistake: 'a brace that is never closed',
    broken: 'fn f() { if true { return; }',
    says: /^1:8 this "\{" is never closed/,
    valid: 'fn f() { if true { return; } }',
  },
  {
    mistake: 'a comment that is never closed',
    broken: '/* a /* b */\nfn f() {}',
    says: /^1:1 this comment is never closed/,
    valid: '/* a /* b */ */\nfn f() {}',
  },
  {
    mistake: 'GLSL types',
    broken: 'fn f(p: vec3) -> float { return p.x; }',
    says: /nothing declares the type "float"/,
    valid: 'fn f(p: vec3<f32>) -> f32 { return p.x; }',
  },
  {
    mistake: 'a misspelled name',
    broken: 'const intensity = 1.0;\nfn f() -> f32 { return intesity; }',
    says: /^2:24 nothing declares the name "intesity", did you mean "intensity"\?/,
    valid: 'const intensity = 1.0;\nfn f() -> f32 { return intensity; }',
  },
  {
    mistake: 'a misspelled function of the language',
    broken: 'fn f(v: vec3f) -> vec3f { return normalise(v); }',
    says: /nothing declares the function "normalise", did you mean "normalize"\?/,
    valid: 'fn f(v: vec3f) -> vec3f { return normalize(v); }',
  },
  {
    mistake: 'a name used before it is declared in its block',
    broken: 'fn f() -> i32 { let a = b; let b = 1; return a + b; }',
    says: /nothing declares the name "b"/,
    valid: 'fn f() -> i32 { let b = 1; let a = b; return a + b; }',
  },
  {
    mistake: 'a name used after its block',
    broken: 'fn f() -> i32 { { let a = 1; } return a; }',
    says: /nothing declares the name "a"/,
    valid: 'fn f() -> i32 { let a = 1; { let a = 2.0; } return a; }',
  },
  {
    mistake: 'a name declared twice in a block',
    broken: 'fn f() { let a = 1; let a = 2; }',
    says: /^1:25 "a" is declared twice in this block/,
    valid: 'fn f() { let a = 1; { let a = 2; } }',
  },
  {
    mistake: 'a local with the name of a parameter',
    broken: 'fn f(a: f32) -> f32 { let a = 1.0; return a; }',
    says: /"a" is declared twice/,
    valid: 'fn f(a: f32) -> f32 { if a > 0.0 { let a = 1.0; return a; } return a; }',
  },
  {
    mistake: 'a function declared twice',
    broken: 'fn f() {}\nfn f() {}',
    says: /^2:4 "f" is declared twice/,
    valid: 'fn f() {}\nfn g() {}',
  },
  {
    mistake: 'mixed number types',
    broken: 'fn f(a: f32, n: u32) -> f32 { return a * n; }',
    says: /"\*" does not take f32 and u32; WGSL converts nothing by itself, write f32\(…\)/,
    valid: 'fn f(a: f32, n: u32) -> f32 { return a * f32(n) * 2; }',
  },
  {
    mistake: 'a comparison of signed and unsigned',
    broken: 'fn f(i: i32, n: u32) -> bool { return i < n; }',
    says: /"<" does not take i32 and u32/,
    valid: 'fn f(i: i32, n: u32) -> bool { return u32(i) < n && i > 0; }',
  },
  {
    mistake: 'vectors of different sizes',
    broken: 'fn f(a: vec3f, b: vec4f) -> vec3f { return a + b; }',
    says: /"\+" does not take vec3<f32> and vec4<f32>/,
    valid: 'fn f(a: vec3f, b: vec4f) -> vec3f { return a + b.xyz * 0.5; }',
  },
  {
    mistake: 'a matrix times a vector of another size',
    broken: 'fn f(m: mat4x4<f32>, v: vec3<f32>) -> vec4<f32> { return m * v; }',
    says: /"\*" does not take mat4x4<f32> and vec3<f32>/,
    valid: 'fn f(m: mat4x4<f32>, v: vec3<f32>) -> vec4<f32> { return m * vec4(v, 1.0); }',
  },
  {
    mistake: 'too few components',
    broken: 'fn f(v: vec2f) -> vec4f { return vec4f(v, 1.0); }',
    says: /vec4<f32> takes 4 components, found 3/,
    valid: 'fn f(v: vec2f) -> vec4f { return vec4f(v, 0.0, 1.0); }',
  },
  {
    mistake: 'a wrong count of arguments',
    broken: 'fn g(a: f32, b: f32) -> f32 { return a + b; }\nfn f() -> f32 { return g(1.0); }',
    says: /^2:24 "g" takes 2 arguments, found 1/,
    valid: 'fn g(a: f32, b: f32) -> f32 { return a + b; }\nfn f() -> f32 { return g(1.0, 2); }',
  },
  {
    mistake: 'an argument of another type',
    broken: 'fn g(a: f32) -> f32 { return a; }\nfn f(n: u32) -> f32 { return g(n); }',
    says: /"a" of "g" is f32, found u32/,
    valid: 'fn g(a: f32) -> f32 { return a; }\nfn f(n: u32) -> f32 { return g(f32(n)) + g(1); }',
  },
  {
    mistake: 'clamping a vector by numbers',
    broken: 'fn f(v: vec3f) -> vec3f { return clamp(v, 0.0, 1.0); }',
    says: /the arguments of "clamp" must have one type/,
    valid: 'fn f(v: vec3f, a: f32) -> vec3f { return clamp(v, vec3(0.0), vec3f(1)) * clamp(a, 0, 1); }',
  },
  {
    mistake: 'a function of floats asked about an integer',
    broken: 'fn f(i: i32) -> f32 { return sqrt(i); }',
    says: /"sqrt" does not take i32/,
    valid: 'fn f(i: i32) -> f32 { return sqrt(f32(abs(i))); }',
  },
  {
    mistake: 'a member the struct does not have',
    broken: 'struct Ray { origin: vec3f, direction: vec3f }\nfn f(r: Ray) -> vec3f { return r.orign; }',
    says: /^2:34 "Ray" has no member "orign", did you mean "origin"\?/,
    valid: 'struct Ray { origin: vec3f, direction: vec3f }\nfn f(r: Ray) -> vec3f { return r.origin.zyx; }',
  },
  {
    mistake: 'a component the vector does not have',
    broken: 'fn f(v: vec2<f32>) -> f32 { return v.z; }',
    says: /vec2<f32> has no component "z"/,
    valid: 'fn f(v: vec2<f32>) -> f32 { return v.yx.x + v.g; }',
  },
  {
    mistake: 'an assignment to a let',
    broken: 'fn f() -> i32 { let a = 1; a = 2; return a; }',
    says: /"a" is a let and cannot be assigned to/,
    valid: 'fn f() -> i32 { var a = 1; let p = &a; *p = 2; a += 1; a++; return a; }',
  },
  {
    mistake: 'an assignment to a parameter',
    broken: 'fn f(v: vec3f) -> vec3f { v.x = 1.0; return v; }',
    says: /"v" is a parameter and cannot be assigned to; copy it into a var/,
    valid: 'fn f(v: vec3f) -> vec3f { var w = v; w.x = 1.0; return w; }',
  },
  {
    mistake: 'an assignment to a buffer that is only read',
    broken: `@group(0) @binding(0) var<storage> out: array<u32>;\n@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) { out[id.x] = 1u; }`,
    says: /"out" can only be read: it is var<storage>/,
    valid: `@group(0) @binding(0) var<storage, read_write> out: array<u32>;\n@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3<u32>) { out[id.x] = 1u; }`,
  },
  {
    mistake: 'a value of another type than declared',
    broken: 'fn f() { let a: u32 = 1.5; }',
    says: /"a" is u32, found float literal/,
    valid: 'fn f() { let a: u32 = 1; var b: f32 = 1; b = 2.5; }',
  },
  {
    mistake: 'a result of another type than declared',
    broken: 'fn f() -> vec4<f32> { return vec3<f32>(1.0, 1.0, 1.0); }',
    says: /what "f" returns is vec4<f32>, found vec3<f32>/,
    valid: 'fn f() -> vec4<f32> { return vec4(vec3<f32>(1.0, 1.0, 1.0), 1); }',
  },
  {
    mistake: 'a way to the end without a return',
    broken: 'fn f(a: i32) -> i32 { if a > 0 { return 1; } }',
    says: /"f" can end without returning a value/,
    valid:
      'fn f(a: i32) -> i32 { if a > 0 { return 1; } else { loop { switch a { case 1, 2: { return 2; } default { return 3; } } } } }',
  },
  {
    mistake: 'a returned value where none is declared',
    broken: 'fn f() { return 1; }',
    says: /"f" has no return type and returns a value/,
    valid: 'fn f() -> i32 { return 1; }',
  },
  {
    mistake: 'a value of a function that returns none',
    broken: 'fn g() {}\nfn f() { let a = g(); }',
    says: /this function returns no value/,
    valid: 'fn g() {}\nfn f() { g(); }',
  },
  {
    mistake: 'a break outside of a loop',
    broken: 'fn f() { break; }',
    says: /"break" stands outside of a loop or switch/,
    valid: 'fn f() { loop { break; } for (var i = 0; i < 3; i++) { if i == 1 { continue; } } }',
  },
  {
    mistake: 'a condition that is no bool',
    broken: 'fn f(n: u32) -> u32 { if n { return 1u; } return 0u; }',
    says: /a condition is bool, found u32/,
    valid: 'fn f(n: u32) -> u32 { if n != 0 { return 1u; } return 0u; }',
  },
  {
    mistake: 'a switch without a default',
    broken: 'fn f(n: u32) { switch n { case 1u: { } } }',
    says: /a "switch" has one "default", found 0/,
    valid: 'fn f(n: u32) { switch n { case 1u: { } case 2, default: { } } }',
  },
  {
    mistake: 'recursion',
    broken:
      'fn f(n: u32) -> u32 { if n == 0u { return 0u; } return g(n - 1u); }\nfn g(n: u32) -> u32 { return f(n); }',
    says: /"f" calls itself, which WGSL does not allow/,
    valid:
      'fn f(n: u32) -> u32 { return g(n) + g(n); }\nfn g(n: u32) -> u32 { return h(n); }\nfn h(n: u32) -> u32 { return n; }',
  },
  {
    mistake: 'a vertex shader without a position',
    broken: '@vertex fn vs() -> @location(0) vec4<f32> { return vec4<f32>(0.0); }',
    says: /"vs" has to return @builtin\(position\)/,
    valid: `struct Out { @builtin(position) clip: vec4<f32>, @location(0) uv: vec2<f32> }\n@vertex fn vs() -> Out { var out: Out; out.uv = vec2(0.5); return out; }`,
  },
  {
    mistake: 'a compute shader without a workgroup size',
    broken: '@compute fn main() {}',
    says: /"main" needs @workgroup_size/,
    valid: 'override width = 8u;\n@compute @workgroup_size(width, 8, 1) fn main() {}',
  },
  {
    mistake: 'an input that comes from nowhere',
    broken: '@fragment fn fs(uv: vec2<f32>) -> @location(0) vec4<f32> { return vec4(uv, 0.0, 1.0); }',
    says: /"uv" needs @location\(n\) or @builtin\(name\)/,
    valid:
      '@fragment fn fs(@location(0) uv: vec2<f32>) -> @location(0) vec4<f32> { return vec4(uv, 0.0, 1.0); }',
  },
  {
    mistake: 'two inputs at one location',
    broken:
      '@fragment fn fs(@location(0) a: f32, @location(0) b: f32) -> @location(0) vec4f { return vec4f(a + b); }',
    says: /"b" has @location\(0\), which another value has already/,
    valid:
      '@fragment fn fs(@location(0) a: f32, @location(1) b: f32) -> @location(0) vec4f { return vec4f(a + b); }',
  },
  {
    mistake: 'a built-in value that does not exist',
    broken: '@vertex fn vs(@builtin(vertex_id) i: u32) -> @builtin(position) vec4f { return vec4f(f32(i)); }',
    says: /there is no built-in value "vertex_id"/,
    valid:
      '@vertex fn vs(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f { return vec4f(f32(i)); }',
  },
  {
    mistake: 'a built-in value of another type',
    broken:
      '@vertex fn vs(@builtin(vertex_index) i: i32) -> @builtin(position) vec4f { return vec4f(f32(i)); }',
    says: /@builtin\(vertex_index\) is u32, found i32/,
    valid:
      '@vertex fn vs(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f { return vec4f(f32(i)); }',
  },
  {
    mistake: 'an attribute that does not exist',
    broken: '@vertx fn vs() {}',
    says: /there is no attribute "@vertx"/,
    valid: VERTEX,
  },
  {
    mistake: 'a uniform without a binding',
    broken: '@group(0) var<uniform> tint: vec4f;',
    says: /"tint" needs @group\(n\) and @binding\(n\)/,
    valid: '@group(0) @binding(3) var<uniform> tint: vec4f;',
  },
  {
    mistake: 'two resources of one entry point at one binding',
    broken:
      '@group(0) @binding(0) var<uniform> a: vec4f;\n@group(0) @binding(0) var<uniform> b: vec4f;\nfn both() -> vec4f { return a + b; }\n@fragment fn fs() -> @location(0) vec4f { return both(); }',
    says: /"b" has the @group and @binding of "a", and "fs" uses both/,
    valid:
      '@group(0) @binding(0) var<uniform> a: vec4f;\n@group(0) @binding(0) var<uniform> b: vec4f;\n@fragment fn one() -> @location(0) vec4f { return a; }\n@fragment fn two() -> @location(0) vec4f { return b; }',
  },
  {
    mistake: 'a module variable without an address space',
    broken: 'var counter: u32;',
    says: /"counter" needs an address space/,
    valid: 'var<private> counter: u32;\n@group(0) @binding(0) var shade: texture_2d<f32>;',
  },
  {
    mistake: 'an address space that does not exist',
    broken: '@group(0) @binding(0) var<unifrom> a: vec4f;',
    says: /there is no address space "unifrom"/,
    valid: '@group(0) @binding(0) var<uniform> a: vec4f;',
  },
  {
    mistake: 'bool in a buffer',
    broken: 'struct Flags { on: bool }\n@group(0) @binding(0) var<uniform> flags: Flags;',
    says: /"flags" is var<uniform> and cannot hold bool; use u32/,
    valid:
      'struct Flags { on: u32 }\n@group(0) @binding(0) var<uniform> flags: Flags;\nvar<private> seen: bool;',
  },
  {
    mistake: 'a private variable with a binding',
    broken: '@group(0) @binding(0) var<private> a: vec4f;',
    says: /"a" is var<private> and has no @group or @binding/,
    valid: 'var<private> a: vec4f;',
  },
  {
    mistake: 'a binding that is no whole number',
    broken: '@group(0) @binding(-1) var<uniform> a: vec4f;',
    says: /"@binding" takes a whole number from 0 on/,
    valid: '@group(0) @binding(1u) var<uniform> a: vec4f;',
  },
  {
    mistake: 'a workgroup of no size',
    broken: '@compute @workgroup_size(8, 0) fn main() {}',
    says: /"@workgroup_size" takes a whole number from 1 on/,
    valid: '@compute @workgroup_size(8, 1) fn main() {}',
  },
  {
    mistake: 'a uniform without a fixed length',
    broken: '@group(0) @binding(0) var<uniform> a: array<vec4f>;',
    says: /"a" is var<uniform> and needs a fixed length/,
    valid:
      '@group(0) @binding(0) var<uniform> a: array<vec4f, 8>;\n@group(0) @binding(1) var<storage> b: array<f32>;',
  },
  {
    mistake: 'a let outside of a function',
    broken: 'let pi = 3.14;',
    says: /"let" stands only in functions; use "const" here/,
    valid: 'const pi = 3.14;',
  },
  {
    mistake: 'a const of a value that is known later',
    broken: 'fn f(n: u32) -> u32 { const twice = n * 2u; return twice; }',
    says: /"n" is not known when a const is computed; use let/,
    valid: 'fn f(n: u32) -> u32 { const two = 1u + 1u; let twice = n * two; return twice; }',
  },
  {
    mistake: 'a reserved word as a name',
    broken: 'fn f() { let target = 1; }',
    says: /"target" is a reserved word of WGSL/,
    valid: 'fn f() { let targets = 1; }',
  },
  {
    mistake: 'a sampled colour taken for a number',
    broken:
      '@group(0) @binding(0) var t: texture_2d<f32>;\n@group(0) @binding(1) var s: sampler;\n@fragment fn fs(@location(0) uv: vec2f) -> @location(0) vec4f { let a: f32 = textureSample(t, s, uv); return vec4f(a); }',
    says: /"a" is f32, found vec4<f32>/,
    valid:
      '@group(0) @binding(0) var t: texture_2d<f32>;\n@group(0) @binding(1) var s: sampler;\n@fragment fn fs(@location(0) uv: vec2f) -> @location(0) vec4f { let a: f32 = textureSample(t, s, uv).r; return vec4f(a); }',
  },
  {
    mistake: 'a struct that holds itself',
    broken: 'struct Node { next: Node }',
    says: /"Node" holds itself/,
    valid: 'struct Leaf { value: f32 }\nstruct Node { a: Leaf, b: array<Leaf, 2> }',
  },
];

/** Valid shaders whose form is easily misread. */
export const VALID: Readonly<Record<string, string>> = {
  'less-than is no template': 'fn f(a: i32, b: i32, c: i32) -> bool { return a < b && b > (c); }',
  'a template inside a template':
    'var<private> a: array<vec2<f32>, 4>;\nfn f() -> f32 { let b = array<vec2<f32>,2>(vec2(1.0), vec2(2.0)); return b[1].x + a[0].y; }',
  'shifts and comparisons side by side':
    'fn f(a: u32) -> bool { return (a >> 1u) >= (a << 2u) && a<=3u && a>=1u; }',
  'a template before an assignment': 'fn f() { var a: array<f32,2>=array<f32,2>(1.0,2.0); a[0]=a[1]; }',
  'shift and assign': 'fn f() -> u32 { var a = 8u; a >>= 1u; a <<= 2u; a |= 1u; a %= 3u; return a; }',
  'numbers of every form':
    'const a = 0x1Fu; const b = 1e3; const c = .5f; const d = 1.; const e = 0x1p4f; const g = 7i; const h = 0X.8p0;',
  'hex digits that look like a suffix': 'const a: i32 = 0xff; const b: u32 = 0xeu;',
  'names from many alphabets': 'const Δέλτα = 1.0; const 朝焼け = Δέλτα; const _a1 = 朝焼け;',
  'trailing commas and empty statements':
    'struct A { a: f32, b: f32, }; fn f(a: f32, b: f32,) -> f32 { ;; return max(a, b,); };',
  'directives and diagnostics':
    'diagnostic(off, derivative_uniformity);\n@diagnostic(warning, derivative_uniformity) fn f() {}',
  'a continuing that sees the names of its loop':
    'fn f() -> i32 { var i = 0; loop { let next = i + 1; continuing { i = next; break if i > 3; } } return i; }',
  'while, if and switch with attributes':
    'fn f(n: i32) { while n > 3 { @diagnostic(off, derivative_uniformity) if n == 4 { } } }',
  'pointers to functions':
    'fn add(p: ptr<function, i32>, n: i32) { *p += n; (*p)++; }\nfn f() -> i32 { var a = 1; add(&a, 2); return a; }',
  'members through a pointer':
    'struct A { b: vec3f }\nfn g(p: ptr<function, A>) { (*p).b.x = 1.0; }\nfn f() { var a: A; g(&a); }',
  'an alias and a predeclared name hidden by the shader':
    'alias Colour = vec4<f32>;\nfn min(a: f32) -> f32 { return a; }\nfn f() -> Colour { return Colour(min(1.0)); }',
  'atomics of a workgroup':
    'var<workgroup> count: atomic<u32>;\n@compute @workgroup_size(1) fn main() { atomicAdd(&count, 1u); workgroupBarrier(); let n = atomicLoad(&count); }',
  'a matrix by columns':
    'fn f(m: mat3x3<f32>) -> f32 { return m[0].x + m[1][2] + determinant(m) + (m * vec3(1.0)).z; }',
  'a struct with sizes and alignments':
    'struct A { @align(16) a: f32, @size(32) b: vec3<f32>, c: array<vec4<f32>, 2> }\n@group(0) @binding(0) var<uniform> a: A;',
  'nothing is assigned to': 'fn g() -> i32 { return 1; }\nfn f() { _ = g(); _ = 1 + 2; }',
  'select and mix by one number':
    'fn f(a: vec3f, b: vec3f, t: f32) -> vec3f { return select(a, mix(a, b, t), t > 0.5); }',
  'a storage texture':
    '@group(0) @binding(0) var out: texture_storage_2d<rgba8unorm, write>;\n@compute @workgroup_size(8, 8) fn main(@builtin(global_invocation_id) id: vec3u) { textureStore(out, vec2i(id.xy), vec4f(1)); let size = textureDimensions(out); }',
  'a depth texture compared':
    '@group(0) @binding(0) var t: texture_depth_2d;\n@group(0) @binding(1) var s: sampler_comparison;\n@fragment fn fs(@location(0) uv: vec2f) -> @location(0) vec4f { return vec4f(textureSampleCompare(t, s, uv, 0.5)); }',
  'a discard that ends a branch':
    '@fragment fn fs(@location(0) a: f32) -> @location(0) vec4f { if a < 0.5 { discard; } return vec4f(a); }',
  'const assertions': 'const a = 4; const_assert a == 4;\nfn f() { const_assert(a < 5); }',
  'overrides with and without value':
    '@id(7) override a: f32;\noverride b = 2.0 * 3.0;\nfn f() -> f32 { return a * b; }',
  'two signs in a row': 'fn f(a: f32) -> f32 { return --a * 2.0 - -a --a; }',
  'conditions in a row': 'fn f(a: bool, b: bool) -> bool { return (a && b) || (!(a || b)) != false; }',
};
