using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Gives the rows of the next batch.</summary>
internal delegate void BatchDraw(Span<int> rows);

/// <summary>Draws of rows.</summary>
internal static class BatchDraws
{
    /// <summary>Rows of a seed, with replacement.</summary>
    public static BatchDraw WithReplacement(ulong seed, int rows)
    {
        var rng = new Rng(seed);
        return batch =>
        {
            for (int i = 0; i < batch.Length; i++)
            {
                batch[i] = rng.NextInt(rows);
            }
        };
    }
}
