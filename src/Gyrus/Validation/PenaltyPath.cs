namespace Gyrus.Validation;

/// <summary>Every point of a penalty search, from the largest penalty to the smallest, and which is best.</summary>
/// <remarks>
/// A tie goes to the smaller penalty. The interval to refine lies between the neighbours of the best point. At the large
/// end it is the first interval; at the small end it reaches down to a hundredth of the best. When the points
/// below the best have no finite score, it is the interval just below the best. Equal penalties of two passes both stay, in the
/// order of the passes. This is the rule of scikit-learn's GraphicalLassoCV and nilearn's GroupSparseCovarianceCV.
/// </remarks>
internal sealed class PenaltyPath<TPoint>
    where TPoint : class, IScoredPenalty
{
    /// <summary>Sorts the points and finds the best.</summary>
    /// <exception cref="ArithmeticException">No point has a finite score.</exception>
    public PenaltyPath(IEnumerable<TPoint> points)
    {
        Points = [.. points.OrderByDescending(p => p.Penalty)];
        Best = -1;
        for (int i = 0; i < Points.Count; i++)
        {
            double score = Points[i].MeanScore;
            if (!double.IsFinite(score))
            {
                continue;
            }

            LastFinite = i;
            if (Best < 0 || score >= Points[Best].MeanScore)
            {
                Best = i;
            }
        }

        if (Best < 0)
        {
            throw new ArithmeticException("No penalty of the search has a finite score on the left-out samples.");
        }
    }

    /// <summary>Gets the points, from the largest penalty to the smallest.</summary>
    public IReadOnlyList<TPoint> Points { get; }

    /// <summary>Gets the index of the best point.</summary>
    public int Best { get; }

    private int LastFinite { get; }

    /// <summary>The next pass: <paramref name="count"/> penalties inside the interval around the best point.</summary>
    public PenaltyPass<TPoint> Refine(int refinement, int count)
    {
        bool last = Best == Points.Count - 1;
        bool edge = Best == 0 || last || Best == LastFinite;
        TPoint start = Points[edge ? Best : Best - 1];
        double low = last ? 0.01 * Points[Best].Penalty : Points[Best + 1].Penalty;
        return new(refinement, [.. PenaltyGrid.Between(start.Penalty, low, count).Select(Known)], start, low);
    }

    /// <summary>A penalty that was tried before keeps its exact value: the last bit must not decide the order of the two.</summary>
    private double Known(double penalty)
    {
        TPoint? same = Points.FirstOrDefault(p => Math.Abs(p.Penalty - penalty) <= 1e-12 * penalty);
        return same?.Penalty ?? penalty;
    }
}
