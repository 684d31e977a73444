using Gyrus.Covariance;
using Gyrus.IO.Tables;
using Gyrus.Signals;

namespace Gyrus.Cli.Tests;

/// <summary>Signals of two groups of six subjects that differ in two edges, with a table of participants.</summary>
public sealed class TwoGroupStudy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TwoGroupStudy()
    {
        SyntheticGroups groups = new SyntheticGroupDifference
        {
            Regions = 6,
            FirstSubjects = 6,
            SecondSubjects = 6,
            Samples = 200,
            Edges = 2,
            Strength = 1.5,
        }.Generate();
        Planted = groups.Planted;
        Region[] regions = [.. "abcdef".Select((c, i) => new Region(i + 1, $"{c}"))];
        Signals = new string[12];
        var rows = new List<string> { "participant_id\tdx\tage\tfd\tsite\tnote" };
        for (int k = 0; k < 12; k++)
        {
            string subject = $"sub-{k + 1:00}";
            Signals[k] = _folder.Path($"{subject}_task-rest_timeseries.tsv");
            SignalsTable.Write(Signals[k], new RegionSignals(subject, groups.Signals[k], regions));
            string dx = groups.IsFirst[k] ? "patient" : "control";
            string note = k == 4 ? "twelve" : "12";
            rows.Add($"{subject}\t{dx}\t{20 + (k * 7 % 11)}\t0.{k * 5 % 12 + 10}\t{dx[..3]}\t{note}");
        }

        Participants = _folder.Write("participants.tsv", string.Join('\n', rows) + "\n");
    }

    public string[] Signals { get; }

    public string Participants { get; }

    public IReadOnlyList<(int First, int Second)> Planted { get; }

    public void Dispose() => _folder.Dispose();
}
