/** Whether an attribute, blanks removed, says that what it stands on is only there for tests: `cfg(test)`, `tokio::test`. */
export function isTestAttribute(attribute: string): boolean {
  if (attribute.startsWith('cfg(')) return /\btest\b/.test(attribute) && !attribute.includes('not(test)');
  const name = attribute.split('(', 1)[0] ?? '';
  return /(?:^|::)(?:test|bench|rstest|quickcheck|test_case|wasm_bindgen_test)$/.test(name);
}
