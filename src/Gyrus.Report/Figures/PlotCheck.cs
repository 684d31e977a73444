using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Checks of what figures are given.</summary>
internal static class PlotCheck
{
    /// <summary>The end of a scale: none, or positive and finite.</summary>
    public static double? Limit(double? value) =>
        value is null || (double.IsFinite(value.Value) && value > 0)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                Invariant($"Limit must be a positive finite number, but was {value}.")
            );

    /// <summary>A number of names.</summary>
    public static int Names(int value) =>
        value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value),
                Invariant($"The number of names must be at least 0, but was {value}.")
            );

    /// <summary>Views of a brain: at least one.</summary>
    public static IReadOnlyList<BrainView> Views(IReadOnlyList<BrainView> value) =>
        value is { Count: > 0 } ? value : throw new ArgumentException("Views must name at least one view.");
}
