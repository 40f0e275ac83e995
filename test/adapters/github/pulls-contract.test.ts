import { testPulls } from '../../contract/pulls.ts';
import { testPullsWithPeople } from '../../contract/pulls-with-people.ts';
import { createPullsUnderTest } from './github-under-test.ts';

testPulls('the GitHub adapter', createPullsUnderTest);
testPullsWithPeople('the GitHub adapter', createPullsUnderTest);
