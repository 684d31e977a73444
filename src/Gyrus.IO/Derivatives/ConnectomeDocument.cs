using Gyrus.Covariance;
using Gyrus.Optimization;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.IO.Derivatives;

/// <summary>The shape of <c>connectome.json</c>: all of a result but its matrices, which are tables beside it.</summary>
/// <remarks>Nulls are not written, so what may be null has a default: everything else must be there.</remarks>
internal sealed record ConnectomeDocument : IFormattedDocument
{
    /// <inheritdoc/>
    public static string CurrentFormat => "gyrus-connectome-1";

    public required string Format { get; init; }
    public string? Atlas { get; init; }
    public required IReadOnlyList<RegionEntry> Regions { get; init; }
    public required IReadOnlyList<SubjectEntry> Subjects { get; init; }
    public required FitEntry GroupSparse { get; init; }
    public FitEntry? Pooled { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public Provenance? Provenance { get; init; }

    /// <inheritdoc/>
    public string? Fault() => DocumentCheck.Fault(this);

    /// <summary>One region.</summary>
    internal sealed record RegionEntry(
        int Label,
        string Name,
        double? X = null,
        double? Y = null,
        double? Z = null,
        string? Network = null
    );

    /// <summary>One subject and the names of its tables.</summary>
    internal sealed record SubjectEntry(string Subject, int Samples, int Rank, string Correlation, string Precision)
    {
        public QualityEntry? Quality { get; init; }
    }

    /// <summary>What is known of the quality of a run.</summary>
    internal sealed record QualityEntry(
        int Volumes,
        int KeptVolumes,
        double DegreesOfFreedomRemaining,
        double? MeanFramewiseDisplacementMillimetres = null
    )
    {
        public static QualityEntry? Of(ScanQuality? q) =>
            q is null
                ? null
                : new(
                    q.Volumes,
                    q.KeptVolumes,
                    q.DegreesOfFreedomRemaining,
                    q.MeanFramewiseDisplacementMillimetres is { } mm ? Finite(mm) : null
                );

        public ScanQuality ToQuality() =>
            new()
            {
                Volumes = Volumes,
                KeptVolumes = KeptVolumes,
                DegreesOfFreedomRemaining = DegreesOfFreedomRemaining,
                MeanFramewiseDisplacementMillimetres = MeanFramewiseDisplacementMillimetres,
            };
    }

    /// <summary>One fit: its penalty, its convergence and how the penalty was chosen.</summary>
    internal sealed record FitEntry
    {
        public required double Alpha { get; init; }
        public double? AlphaMax { get; init; }
        public double? DualityGap { get; init; }
        public string? Precision { get; init; }
        public required ConvergenceEntry Convergence { get; init; }
        public required IReadOnlyList<ScoreEntry> Scores { get; init; }
    }

    /// <summary>One convergence record. Numbers that are not finite are written as null.</summary>
    internal sealed record ConvergenceEntry(
        string Method,
        int Iterations,
        double Tolerance,
        bool Converged,
        double? Objective = null,
        double? Certificate = null
    )
    {
        public static ConvergenceEntry Of(Convergence c) =>
            new(c.Method, c.Iterations, c.Tolerance, c.Converged, Finite(c.Objective), Finite(c.Certificate));

        public Convergence ToConvergence() =>
            new()
            {
                Method = Method,
                Iterations = Iterations,
                Objective = Objective ?? double.NaN,
                Certificate = Certificate ?? double.PositiveInfinity,
                Tolerance = Tolerance,
            };
    }

    /// <summary>One penalty of a search.</summary>
    internal sealed record ScoreEntry(
        double Penalty,
        int Refinement,
        IReadOnlyList<double?> FoldScores,
        IReadOnlyList<ConvergenceEntry> Convergence
    )
    {
        public static ScoreEntry Of(PenaltyScore s) =>
            new(
                s.Penalty,
                s.Refinement,
                [.. s.FoldScores.Select(Finite)],
                [.. s.FoldConvergence.Select(ConvergenceEntry.Of)]
            );

        public PenaltyScore ToScore() =>
            new()
            {
                Penalty = Penalty,
                Refinement = Refinement,
                FoldScores = [.. FoldScores.Select(f => f ?? double.NegativeInfinity)],
                FoldConvergence = [.. Convergence.Select(c => c.ToConvergence())],
            };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
