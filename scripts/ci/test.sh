#!/usr/bin/env bash
# All tests. What fails is run once more by itself: on a machine that others use too, a browser may have waited for the processor
# longer than a test for it. What fails twice has failed; what passed the second time is named as UNSTABLE.
#   scripts/ci/test.sh
source "$(dirname "$0")/lib.sh"
npm run --silent build || fail "it does not build"
npx jest && exit 0
printf '\nUNSTABLE, if it passes now: what has failed is run once more, by itself.\n'
npx jest --onlyFailures --maxWorkers 1 2>&1 | tee "$work/again"
# Without a failure to be found Jest runs nothing and is content: then it was no test that failed.
grep -q '^Tests:.*passed' "$work/again" || fail "no test was run again"
