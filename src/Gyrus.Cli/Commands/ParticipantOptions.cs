using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Commands;

/// <summary>How the runs of a group were made: what they have in common, and where they differ.</summary>
internal sealed record ParticipantOptions(IReadOnlyDictionary<string, string> Shared, IReadOnlyList<string> Warnings)
{
    /// <summary>What is a run's own: the data say it, not the options.</summary>
    private static readonly string[] OfRun = ["censored-volumes", "confounds-used"];

    /// <summary>Reads the sidecars of tables of signals.</summary>
    public static ParticipantOptions Of(IReadOnlyList<string> tables)
    {
        Provenance[] made = [.. tables.Select(SignalsFolder.ReadProvenance).OfType<Provenance>()];
        var shared = new Dictionary<string, string>();
        var warnings = new List<string>();
        foreach (string name in made.SelectMany(p => p.Options.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            string[] values =
            [
                .. made.Select(p => p.Options.GetValueOrDefault(name, "not given"))
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
            if (values.Length == 1)
            {
                shared[name] = values[0];
            }
            else if (!OfRun.Contains(name))
            {
                warnings.Add(Differ($"the option {name}", values));
            }
        }

        string[] versions = [.. made.Select(p => p.Version).Distinct().Order(StringComparer.Ordinal)];
        if (versions.Length > 1)
        {
            warnings.Add(Differ("the version of gyrus", versions));
        }

        return new ParticipantOptions(shared, warnings);
    }

    private static string Differ(string what, string[] values) =>
        $"The runs of the group were not all made alike: {what} is {string.Join(" or ", values.Take(4))}{(values.Length > 4 ? " …" : "")}. Differences between participants may come from that; run the participant level again with one set of options.";
}
