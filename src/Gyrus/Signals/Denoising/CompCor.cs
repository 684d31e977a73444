using Gyrus.Numerics;

namespace Gyrus.Signals.Denoising;

/// <summary>Which components of CompCor are regressed out, and how many of each mask.</summary>
/// <remarks>Source: Behzadi et al. (2007), NeuroImage 37:90, doi:10.1016/j.neuroimage.2007.04.042.</remarks>
public sealed record CompCor
{
    /// <summary>Gets which components. Default anatomical, of one combined mask.</summary>
    public CompCorKind Kind { get; init; }

    /// <summary>
    /// Gets how many components of each mask, those that explain most variance first, or null (default) for all that fMRIPrep
    /// retained (50 % of the variance). At least 1.
    /// </summary>
    public int? Count
    {
        get;
        init => field = value is { } count ? Require.AtLeast(1, count, nameof(Count)) : null;
    }

    /// <summary>The columns to take, or why there are none.</summary>
    internal List<string> Choose(FmriprepConfounds table)
    {
        bool temporal =
            Kind is CompCorKind.Temporal or CompCorKind.TemporalAnatCombined or CompCorKind.TemporalAnatSeparated;
        string[] masks = Kind switch
        {
            CompCorKind.AnatCombined or CompCorKind.TemporalAnatCombined => ["combined"],
            CompCorKind.AnatSeparated or CompCorKind.TemporalAnatSeparated => ["WM", "CSF"],
            _ => [],
        };
        IReadOnlyList<CompCorComponent> components = table.Components ?? OfNames(table, masks);
        var chosen = new List<string>();
        if (temporal)
        {
            chosen.AddRange(Take(table, components.Where(c => c.Prefix == 't'), "temporal CompCor"));
        }

        foreach (string mask in masks)
        {
            CompCorComponent[] own = [.. components.Where(c => c.Prefix != 't' && c.Mask == mask)];

            // A table holds anatomical components under one scheme of names (a_, or w_ and c_); should it hold both, each counts.
            foreach (IGrouping<char, CompCorComponent> scheme in own.GroupBy(c => c.Prefix))
            {
                chosen.AddRange(Take(table, scheme, mask));
            }

            if (own.Length == 0)
            {
                throw Missing(table, $"the mask {mask}");
            }
        }

        return chosen;
    }

    private List<string> Take(FmriprepConfounds table, IEnumerable<CompCorComponent> components, string what)
    {
        List<string> names =
        [
            .. components
                .Where(c => c.Retained)
                .OrderByDescending(c => c.VarianceExplained ?? 0)
                .ThenBy(c => c.Number)
                .Select(c => c.Name)
                .Take(Count ?? int.MaxValue),
        ];
        return names.Count > 0 ? names : throw Missing(table, what);
    }

    /// <summary>Temporal components need no JSON file: their names say all.</summary>
    private static CompCorComponent[] OfNames(FmriprepConfounds table, string[] masks) =>
        masks.Length == 0
            ? [.. table.Table.Names.Select(CompCorComponent.OfName).OfType<CompCorComponent>()]
            : throw new ArgumentException(
                $"{table.Name}: compcor with anatomical masks needs the JSON file that fMRIPrep (1.4 and later) writes beside the table: only it says which mask a component is of. Put it there, or take temporal components (--compcor temporal)."
            );

    private static ArgumentException Missing(FmriprepConfounds table, string what) =>
        new($"{table.Name}: compcor needs components of {what}, but the table and its JSON file name none.");
}
