using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>A named line: y over x, broken where a value is not finite.</summary>
/// <param name="Name">The name, in the legend.</param>
/// <param name="X">The places along the horizontal axis.</param>
/// <param name="Y">The values; as many as places.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Gets the values; as many as places.</summary>
    /// <exception cref="ArgumentException">There is not one value per place.</exception>
    public IReadOnlyList<double> Y { get; } =
        X.Count == Y.Count
            ? Y
            : throw new ArgumentException(
                Invariant($"Expected one value per place ({X.Count}) in '{Name}', but got {Y.Count}.")
            );

    /// <summary>Gets the errors of the values, drawn as vertical bars; as many as places, or null (default) for none.</summary>
    public IReadOnlyList<double>? Errors { get; init; }

    /// <summary>Gets the lower and upper ends of a band around the line; one pair per place, or null (default) for none.</summary>
    public IReadOnlyList<(double Lower, double Upper)>? Band { get; init; }
}
