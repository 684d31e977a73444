using Gyrus.Numerics;

namespace Gyrus.Validation;

/// <summary>One fold of a cross-validation: a contiguous block of samples is left out, the others train.</summary>
/// <param name="Start">The first sample of the block, from 0.</param>
/// <param name="Count">The number of samples in the block.</param>
/// <param name="Samples">The number of samples in all.</param>
public readonly record struct Fold(int Start, int Count, int Samples)
{
    /// <summary>The left-out rows of a matrix of samples × anything.</summary>
    public Matrix Test(Matrix samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.SameSize(Samples, samples.Rows, "one row per sample of the fold");
        return samples.RowRange(Start, Count);
    }

    /// <summary>The rows that train: those before the block, then those after it.</summary>
    public Matrix Train(Matrix samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.SameSize(Samples, samples.Rows, "one row per sample of the fold");
        double[] kept = new double[(Samples - Count) * samples.Columns];
        int end = Start + Count;
        for (int j = 0; j < samples.Columns; j++)
        {
            Span<double> column = kept.AsSpan(j * (Samples - Count), Samples - Count);
            samples.Column(j)[..Start].CopyTo(column);
            samples.Column(j)[end..].CopyTo(column[Start..]);
        }

        return Matrix.FromColumnMajor(Samples - Count, samples.Columns, kept);
    }
}
