using System.Globalization;
using System.Text;

namespace Gyrus.Fuzz.Running;

/// <summary>The outcomes as a table in Markdown, and as counts for the sum of all tests.</summary>
internal static class OutcomeTable
{
    public static string Markdown(IReadOnlyList<Tally> tallies)
    {
        var text = new StringBuilder(
            "| format | inputs | read | refused | faults | slowest, ms | beyond the allowance | most, of the declared size |\n"
                + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        );
        foreach (Tally t in tallies)
        {
            AddRow(text, t.Format.Name, [t.Inputs, t.Read, t.Refused, t.Faults], t.WorstMilliseconds, t);
        }

        long[] sums =
        [
            tallies.Sum(t => t.Inputs),
            tallies.Sum(t => t.Read),
            tallies.Sum(t => t.Refused),
            tallies.Sum(t => t.Faults),
        ];
        AddRow(text, "all", sums, tallies.Max(t => t.WorstMilliseconds), null);
        return text.ToString();
    }

    /// <summary>One test per format: it held, or it did not.</summary>
    public static string Trx(IReadOnlyList<Tally> tallies)
    {
        int failed = tallies.Count(t => t.Faults > 0);
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun><ResultSummary><Counters total="{tallies.Count}" executed="{tallies.Count}" passed="{tallies.Count
                - failed}" failed="{failed}" /></ResultSummary></TestRun>

            """;
    }

    private static void AddRow(StringBuilder text, string name, long[] counts, double milliseconds, Tally? tally)
    {
        string numbers = string.Join(" | ", counts.Select(c => c.ToString("N0", CultureInfo.InvariantCulture)));
        string memory = tally is null ? " | " : $"{tally.BeyondAllowance:N0} | {tally.WorstRatio:0.00}";
        text.Append($"| {name} | {numbers} | {milliseconds:0.0} | {memory} |\n");
    }
}
