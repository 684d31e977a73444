using System.Globalization;

namespace Gyrus.Signals.Denoising;

/// <summary>What fMRIPrep's JSON file says of one CompCor column.</summary>
/// <param name="Name">The column, such as <c>a_comp_cor_00</c>.</param>
/// <param name="Mask">The mask: <c>combined</c>, <c>WM</c>, <c>CSF</c>; null for temporal components.</param>
/// <param name="VarianceExplained">The share of the variance of its mask, or null when not known.</param>
/// <param name="Retained">Whether the table holds it; fMRIPrep drops those beyond 50 % of the variance.</param>
public sealed record CompCorComponent(string Name, string? Mask, double? VarianceExplained, bool Retained)
{
    private const string Middle = "_comp_cor_";

    /// <summary>Gets the first letter: t for temporal; a, w, c for anatomical ones.</summary>
    internal char Prefix => Name[0];

    /// <summary>Gets the number in the name.</summary>
    internal int Number => int.Parse(Name.AsSpan(1 + Middle.Length), CultureInfo.InvariantCulture);

    /// <summary>Whether a column is a CompCor component by its name.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 11 and < 20
            && name[0] is 'a' or 't' or 'w' or 'c'
            && name.AsSpan(1).StartsWith(Middle, StringComparison.Ordinal)
            && name.AsSpan(1 + Middle.Length).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>A component of which only the name is known, or null when the name is another column's.</summary>
    internal static CompCorComponent? OfName(string name) =>
        IsName(name) ? new CompCorComponent(name, null, null, true) : null;
}
