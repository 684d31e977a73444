using Gyrus.Covariance;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines;

/// <summary>A study's connectomes: everything that the tables, figures and the report are made from.</summary>
public sealed record ConnectomeResult
{
    /// <summary>Gets the regions, in the order of every matrix.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets the name of the atlas the regions come from, or null when not known.</summary>
    public string? Atlas { get; init; }

    /// <summary>Gets the subjects.</summary>
    public required IReadOnlyList<SubjectConnectome> Subjects { get; init; }

    /// <summary>Gets the penalty of the group-sparse fit.</summary>
    public required double Alpha { get; init; }

    /// <summary>Gets the penalty at and above which every group-sparse precision is diagonal.</summary>
    public required double AlphaMax { get; init; }

    /// <summary>Gets how the group-sparse fit ended; its method says what the certificate is.</summary>
    public required Optimization.Convergence Convergence { get; init; }

    /// <summary>Gets the certified duality gap of the group-sparse fit, whatever rule ended it: objective − optimum is at most this.</summary>
    public required double DualityGap { get; init; }

    /// <summary>Gets every penalty that the cross-validation tried, descending; empty when the penalty was given.</summary>
    public required IReadOnlyList<PenaltyScore> Scores { get; init; }

    /// <summary>Gets the graphical lasso of all samples pooled, or null when it was not asked for.</summary>
    public PooledConnectome? Pooled { get; init; }

    /// <summary>Gets what was suspicious but usable, in full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Gets where the result comes from, or null before a program that read files has added it.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Gets a value indicating whether every final fit reached its certificate.</summary>
    public bool Converged => Convergence.Converged && (Pooled?.Convergence.Converged ?? true);

    /// <summary>The mean over subjects of the partial correlations. Shape: regions × regions.</summary>
    public Matrix MeanPartialCorrelation() => Mean(s => s.PartialCorrelation);

    /// <summary>The mean over subjects of Pearson's correlations. Shape: regions × regions.</summary>
    public Matrix MeanCorrelation() => Mean(s => s.Correlation);

    /// <summary>The edges of the shared pattern, strongest mean partial correlation first.</summary>
    public IReadOnlyList<ConnectomeEdge> Edges()
    {
        var edges = new List<ConnectomeEdge>();
        for (int j = 0; j < Regions.Count; j++)
        {
            for (int i = 0; i < j; i++)
            {
                if (Subjects.Any(s => s.Precision[i, j] != 0))
                {
                    edges.Add(EdgeOf(i, j));
                }
            }
        }

        return [.. edges.OrderByDescending(e => Math.Abs(e.Mean)).ThenBy(e => e.First).ThenBy(e => e.Second)];
    }

    private ConnectomeEdge EdgeOf(int i, int j)
    {
        double mean = Subjects.Average(s => s.PartialCorrelation[i, j]);
        double squares = Subjects.Sum(s => Math.Pow(s.PartialCorrelation[i, j] - mean, 2));
        return new ConnectomeEdge(
            i,
            j,
            mean,
            Subjects.Count > 1 ? Math.Sqrt(squares / (Subjects.Count - 1)) : double.NaN,
            Subjects.Count(s => Math.Sign(s.PartialCorrelation[i, j]) == Math.Sign(mean)) / (double)Subjects.Count
        );
    }

    private Matrix Mean(Func<SubjectConnectome, Matrix> of) =>
        Matrix.Create(Regions.Count, Regions.Count, (i, j) => Subjects.Average(s => of(s)[i, j]));
}
