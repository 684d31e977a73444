using System.Text.RegularExpressions;

namespace Gyrus.Cli.Running;

/// <summary>The library names its own options in its messages; on the command line they have other names.</summary>
internal static partial class OptionWords
{
    /// <summary>Names that mean one thing wherever they stand.</summary>
    private static readonly Dictionary<string, string> Anywhere = new(StringComparer.Ordinal)
    {
        ["HighPassHz"] = "--high-pass",
        ["MaxMeanDisplacementMillimetres"] = "--max-mean-fd",
        ["LowPassHz"] = "--low-pass",
        ["RepetitionTimeSeconds"] = "--tr",
        ["fwhmMillimetres"] = "--smoothing-fwhm",
        ["LabelColumn"] = "--label-column",
        ["NameColumn"] = "--name-column",
        ["NumbersEqualNames"] = "--number-equal-names",
        ["AlphaCount"] = "--grid",
        ["MaxIterations"] = "--max-iterations",
        ["MaxIterationsCV"] = "--max-iterations",
        ["ToleranceCV"] = "--tolerance",
        ["ConfoundMissing"] = "--confound-nan",
        ["Opening"] = "--opening",
        ["AllowOverlap"] = "--allow-overlap",
        ["RadiusMillimetres"] = "--radius",
        ["LowerCutoff"] = "--lower-cutoff",
        ["UpperCutoff"] = "--upper-cutoff",
        ["BorderVoxels"] = "--border",
        ["Parcels"] = "--parcels",
        ["ResolutionMillimetres"] = "--resolution",
        ["TrainSamples"] = "--t",
        ["Concentration"] = "--alpha-d",
        ["Realisations"] = "--subjects",
        ["Retries"] = "--retries",
        ["Processors"] = "--cores",
        ["TotalMebibytes"] = "--memory",
        ["MemoryMebibytes"] = "--task-memory",
        ["AtOnce"] = "--at-once",
        ["PollSeconds"] = "--poll",
        ["PatienceSeconds"] = "--patience",
    };

    /// <summary>Words of everyday language, which name an option only where a message begins "X must be".</summary>
    private static readonly Dictionary<string, string> AtTheStart = new(StringComparer.Ordinal)
    {
        ["Alpha"] = "--alpha",
        ["Folds"] = "--folds",
        ["Gap"] = "--gap",
        ["Fraction"] = "--train-fraction",
        ["Blocks"] = "--blocks",
        ["Refinements"] = "--refinements",
        ["Tolerance"] = "--tolerance",
        ["Permutations"] = "--permutations",
        ["Shrinkage"] = "--shrinkage",
        ["Threshold"] = "--threshold",
        ["Count"] = "--high-variance-confounds",
        ["Subjects"] = "--subjects",
        ["Minutes"] = "--task-minutes",
        ["Threads"] = "--task-cores",
        ["Sessions"] = "--sessions",
        ["Runs"] = "--runs",
        ["MinVolumes"] = "--min-volumes",
        ["Networks"] = "--networks",
        ["Parallel"] = "--parallel",
        ["Regions"] = "--regions",
    };

    /// <summary>The message with the names that the command line knows.</summary>
    public static string Translate(string message)
    {
        string start = First().Replace(message, m => AtTheStart.GetValueOrDefault(m.Value, m.Value));
        start = start.Replace("(EmptyRegions = Drop)", "(--empty-regions drop)", StringComparison.Ordinal);
        start = start.Replace(" or a larger Percent.", ".", StringComparison.Ordinal);
        return Word()
            .Replace(start, m => Anywhere.GetValueOrDefault(m.Value, m.Value))
            .Replace("--label-column = ", "--label-column ", StringComparison.Ordinal);
    }

    [GeneratedRegex("^[A-Za-z]+(?= must be )", RegexOptions.CultureInvariant)]
    private static partial Regex First();

    [GeneratedRegex(@"\b[A-Za-z]+\b", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
