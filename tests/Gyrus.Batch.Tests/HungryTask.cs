using System.Text;
using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Tests;

/// <summary>A task that is given less memory than it needs: 64 MiB make a managed heap of 51, and its table of 3 million numbers needs more.</summary>
internal static class HungryTask
{
    public static BatchTask Of(TemporaryFolder folder)
    {
        var text = new StringBuilder();
        text.AppendJoin('\t', Enumerable.Range(1, 10).Select(r => $"r{r}")).Append('\n');
        for (int t = 0; t < 300_000; t++)
        {
            text.AppendJoin('\t', Enumerable.Range(1, 10).Select(r => (t * r * 7919) % 1009)).Append('\n');
        }

        string table = folder.Write("sub-1_timeseries.tsv", text.ToString());
        return new BatchTask
        {
            Name = "large",
            Stage = "connectivity",
            Arguments = ["connectivity", table, "--kind", "correlation", "--out", BatchTask.Out, "--reproducible"],
            Inputs = [TaskInput.Of(table)],
            Resources = new TaskResources { MemoryMebibytes = 64, Minutes = 5 },
        };
    }
}
