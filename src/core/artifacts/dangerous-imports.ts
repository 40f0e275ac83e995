/** Functions of the C library whose use needs a look, with the reason. */
export const DANGEROUS_IMPORTS: ReadonlyMap<string, string> = new Map([
  ['gets', 'it writes past its buffer whenever the input is longer'],
  ['strcpy', 'it copies without asking for the room there is'],
  ['strcat', 'it appends without asking for the room there is'],
  ['sprintf', 'it prints without asking for the room there is'],
  ['vsprintf', 'it prints without asking for the room there is'],
  ['scanf', '%s reads without asking for the room there is'],
  ['sscanf', '%s reads without asking for the room there is'],
  ['system', 'it gives its text to a shell'],
  ['popen', 'it gives its text to a shell'],
  ['mktemp', 'its name can be taken before the file is made'],
  ['tmpnam', 'its name can be taken before the file is made'],
]);
