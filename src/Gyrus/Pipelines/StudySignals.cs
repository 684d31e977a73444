using Gyrus.Covariance;
using Gyrus.Numerics;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Pipelines;

/// <summary>The signals of all subjects of a study: one list of regions, checked, so that no fit can end in garbage.</summary>
public sealed record StudySignals
{
    private StudySignals(IReadOnlyList<RegionSignals> subjects, IReadOnlyList<string> warnings)
    {
        Subjects = subjects;
        Warnings = warnings;
    }

    /// <summary>Gets the subjects; all have the same regions in the same order.</summary>
    public IReadOnlyList<RegionSignals> Subjects { get; }

    /// <summary>Gets the regions that all subjects share.</summary>
    public IReadOnlyList<Region> Regions => Subjects[0].Regions;

    /// <summary>Gets what was left out, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Matches the columns of the subjects by region name, and checks them.</summary>
    /// <param name="subjects">At least one. The first subject's order of regions is kept.</param>
    /// <param name="regionSets">What to do when the sets of regions differ.</param>
    /// <param name="deadRegions">What to do with regions that do not vary.</param>
    /// <param name="exclude">Names of columns that are not regions (a global signal, say), to leave out. All must exist.</param>
    /// <exception cref="ArgumentException">
    /// No subject; two with one name; sets that differ; a region that does not vary; a value that is not finite; fewer than 3 samples.
    /// </exception>
    public static StudySignals Of(
        IReadOnlyList<RegionSignals> subjects,
        RegionSets regionSets = RegionSets.Same,
        DeadRegions deadRegions = DeadRegions.Refuse,
        IReadOnlyList<string>? exclude = null
    )
    {
        ArgumentNullException.ThrowIfNull(subjects);
        Require.AtLeast(1, subjects.Count, "subjects");
        RequireDistinctNames(subjects);
        var warnings = new List<string>();
        IReadOnlyList<string> names = Exclude([.. subjects[0].Regions.Select(r => r.Name)], exclude ?? []);
        names = Shared(subjects, names, exclude ?? [], regionSets, warnings);
        RegionSignals[] aligned = [.. subjects.Select(s => s.Select(names))];
        foreach (RegionSignals subject in aligned)
        {
            RequireUsable(subject);
        }

        return WithoutDead(aligned, deadRegions, warnings);
    }

    private static void RequireDistinctNames(IReadOnlyList<RegionSignals> subjects)
    {
        string? twice = subjects.GroupBy(s => s.Subject).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException(
                $"Two subjects are called '{twice}'. Give the files names that differ, such as sub-01 and sub-02."
            );
        }
    }

    private static string[] Exclude(string[] names, IReadOnlyList<string> exclude)
    {
        string[] unknown = [.. exclude.Except(names)];
        return unknown.Length == 0
            ? [.. names.Except(exclude)]
            : throw new ArgumentException($"There is no column named {Names(unknown)} to leave out.");
    }

    private static List<string> Shared(
        IReadOnlyList<RegionSignals> subjects,
        IReadOnlyList<string> names,
        IReadOnlyList<string> exclude,
        RegionSets regionSets,
        List<string> warnings
    )
    {
        var shared = new List<string>(names);
        var all = new HashSet<string>(names);
        foreach (RegionSignals subject in subjects.Skip(1))
        {
            string[] own = [.. subject.Regions.Select(r => r.Name).Except(exclude)];
            string[] missing = [.. names.Except(own)];
            string[] extra = [.. own.Except(names)];
            if (regionSets == RegionSets.Same && missing.Length + extra.Length > 0)
            {
                throw new ArgumentException(
                    $"{subject.Subject} has other regions than {subjects[0].Subject}:"
                        + (missing.Length > 0 ? $" it lacks {Names(missing)}." : "")
                        + (extra.Length > 0 ? $" It alone has {Names(extra)}." : "")
                        + " Extract all subjects with one atlas, or keep the regions that all have (--regions common)."
                );
            }

            shared.RemoveAll(n => missing.Contains(n));
            all.UnionWith(own);
        }

        if (all.Count > shared.Count)
        {
            warnings.Add(
                $"{all.Count - shared.Count} of {all.Count} regions are not in every subject and are left out: {Names([.. all.Except(shared)])}."
            );
        }

        return shared.Count > 0 ? shared : throw new ArgumentException("The subjects have no region in common.");
    }

    private static void RequireUsable(RegionSignals subject)
    {
        if (subject.Samples < 3)
        {
            throw new ArgumentException(
                Invariant(
                    $"{subject.Subject} has {subject.Samples} samples; a connectome needs at least 3, and far more to mean anything."
                )
            );
        }

        for (int j = 0; j < subject.Regions.Count; j++)
        {
            ReadOnlySpan<double> column = subject.Values.Column(j);
            for (int t = 0; t < column.Length; t++)
            {
                if (!double.IsFinite(column[t]))
                {
                    throw new ArgumentException(
                        Invariant(
                            $"{subject.Subject}: region '{subject.Regions[j].Name}' is not a number at sample {t + 1}. "
                        ) + "Clean the series first, or leave the region out with --exclude."
                    );
                }
            }
        }
    }

    private static StudySignals WithoutDead(RegionSignals[] subjects, DeadRegions rule, List<string> warnings)
    {
        IReadOnlyList<Region> regions = subjects[0].Regions;
        var dead = new Dictionary<int, List<string>>();
        foreach (RegionSignals subject in subjects)
        {
            for (int j = 0; j < regions.Count; j++)
            {
                if (SubjectCheck.IsConstant(subject.Values.Column(j)))
                {
                    (dead.TryGetValue(j, out List<string>? list) ? list : dead[j] = []).Add(subject.Subject);
                }
            }
        }

        if (dead.Count == 0)
        {
            return new StudySignals(subjects, warnings);
        }

        string who = string.Join(
            "; ",
            dead.OrderBy(d => d.Key).Select(d => $"'{regions[d.Key].Name}' in {Names(d.Value)}")
        );
        if (rule == DeadRegions.Refuse)
        {
            throw new ArgumentException(
                $"{dead.Count} of {regions.Count} regions do not vary: {who}. Such a region has no connections. "
                    + "Leave it out of every subject (--dead-regions drop), or look at the coverage of the scan."
            );
        }

        int[] kept = [.. Enumerable.Range(0, regions.Count).Where(j => !dead.ContainsKey(j))];
        if (kept.Length == 0)
        {
            throw new ArgumentException($"Every region is constant in some subject: {who}.");
        }

        warnings.Add(
            $"{dead.Count} of {regions.Count} regions do not vary in some subject and are left out of all: {who}."
        );
        return new StudySignals([.. subjects.Select(s => s.Select(kept))], warnings);
    }

    private static string Names(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(8).Select(n => $"'{n}'"))
        + (names.Count > 8 ? $" and {names.Count - 8} more" : "");
}
