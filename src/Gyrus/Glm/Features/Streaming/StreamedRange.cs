using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Fits bases to covariates that are read part by part: their smallest and largest finite values are all that a range needs.</summary>
internal static class StreamedRange
{
    public static FittedBasis Fit(StreamedFeature feature, ICovariateSource source)
    {
        if (NeedsAll(feature.Basis))
        {
            throw new ArgumentException(
                Invariant(
                    $"'{feature.Name}' cannot be streamed: its basis '{feature.Basis.DefaultLabel}' is made orthonormal over all samples at once."
                )
            );
        }

        if (feature.Columns.Any(c => c < 0 || c >= source.Columns))
        {
            throw new ArgumentException(
                Invariant(
                    $"'{feature.Name}' reads columns [{string.Join(", ", feature.Columns)}], but the source has the columns 0 to {source.Columns - 1}."
                )
            );
        }

        return feature.Basis.Fit([.. feature.Inputs().Select(columns => Ends(source, columns))]);
    }

    private static bool NeedsAll(Basis basis) =>
        basis switch
        {
            OrthExponential => true,
            SumBasis sum => sum.Terms.Any(NeedsAll),
            ProductBasis product => NeedsAll(product.Left) || NeedsAll(product.Right),
            _ => false,
        };

    private static Matrix Ends(ICovariateSource source, int[] columns)
    {
        var ends = new Matrix(2, columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            (ends[0, j], ends[1, j]) = Ends(source, columns[j]);
        }

        return ends;
    }

    private static (double Low, double High) Ends(ICovariateSource source, int column)
    {
        double[] part = new double[StreamedDesign.LeastPart];
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int start = 0; start < source.Samples; start += part.Length)
        {
            Span<double> own = part.AsSpan(0, Math.Min(part.Length, source.Samples - start));
            source.Read(column, start, own);
            foreach (double value in own)
            {
                (low, high) = double.IsFinite(value) ? (Math.Min(low, value), Math.Max(high, value)) : (low, high);
            }
        }

        return low <= high ? (low, high) : (double.NaN, double.NaN);
    }
}
