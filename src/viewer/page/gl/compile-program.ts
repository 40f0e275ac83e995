export interface Program {
  use(): void;
  /** Where a uniform of this name is. */
  readonly at: (name: string) => WebGLUniformLocation | null;
}

/** A linked program; `fragment` and `vertex` are GLSL ES 3.00 without their version line. Throws what the driver says. */
export function compileProgram(gl: WebGL2RenderingContext, vertex: string, fragment: string): Program {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error('the browser lost its graphics context');
    gl.shaderSource(shader, `#version 300 es\nprecision highp float;\nprecision highp int;\n${source}`);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const logs = gl.getAttachedShaders(program)?.map((shader) => gl.getShaderInfoLog(shader) ?? '') ?? [];
    throw new Error([gl.getProgramInfoLog(program) ?? '', ...logs].join('\n'));
  }
  const found = new Map<string, WebGLUniformLocation | null>();
  return {
    use: () => gl.useProgram(program),
    at(name) {
      const known = found.get(name);
      if (known !== undefined) return known;
      const location = gl.getUniformLocation(program, name);
      found.set(name, location);
      return location;
    },
  };
}
