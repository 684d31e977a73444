// A reporter of node's test runner that writes the counters of a .trx file, so that the gate adds these tests to its sum.
export default async function* counters(events) {
  let [passed, failed, skipped] = [0, 0, 0];
  for await (const { type, data } of events) {
    if ((type === 'test:pass' || type === 'test:fail') && data.details?.type !== 'suite') {
      if (data.skip !== undefined) {
        skipped++;
      } else if (type === 'test:pass') {
        passed++;
      } else {
        failed++;
      }
    }
  }
  const executed = passed + failed;
  yield `<TestRun><ResultSummary><Counters total="${executed + skipped}" executed="${executed}" passed="${passed}" failed="${failed}"/></ResultSummary></TestRun>\n`;
}
