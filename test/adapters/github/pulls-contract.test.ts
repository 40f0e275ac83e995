import { testPulls } from '../../contract/pulls.ts';
import { createPullsUnderTest } from './github-under-test.ts';

testPulls('the GitHub adapter', createPullsUnderTest);
