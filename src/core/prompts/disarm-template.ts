/**
 * What chat templates put between messages, by family: ChatML and its kin (`<|im_start|>`, `<|eot_id|>`), DeepSeek
 * (`<｜User｜>`), Llama 2 and Mistral (`[INST]`, `<<SYS>>`, `<s>`), Gemma (`<start_of_turn>`). Servers read them in a
 * message as in the template (llama.cpp tokenises a rendered prompt as a whole), so that a text could end its own message
 * and begin one of the system.
 */
const MARKERS = [
  /<(?=[|｜][^\s|｜<>]{1,40}[|｜]>)/g,
  /<(?=\/?(?:start_of_turn|end_of_turn|start_of_image|bos|eos|pad|unk|s|think|tool_call|tool_response|tools)>)/gi,
  /\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|IMG|PREFIX|MIDDLE|SUFFIX)\])/g,
  /<(?=<\/?SYS>>)/g,
];

/** The text with a space in everything that a chat template could take for its own. Linear; everything else stays. */
export function disarmTemplate(text: string): string {
  return MARKERS.reduce((plain, marker) => plain.replace(marker, '$& '), text);
}
