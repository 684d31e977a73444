namespace Gyrus.Optimization;

/// <summary>How a solver ended at a strength. Gaps are absolute; <see cref="Scale"/> makes them relative.</summary>
internal sealed record SolverReport
{
    public required string Method { get; init; }

    public required int Iterations { get; init; }

    public required double Objective { get; init; }

    /// <summary>Gets the bound of objective − optimum: the duality gap plus what the free columns leave.</summary>
    public required double Certificate { get; init; }

    public required double Scale { get; init; }

    /// <summary>Gets a value indicating whether some free columns are combinations of others.</summary>
    public bool IsSingular { get; init; }

    /// <summary>Gets the number of free columns that are independent of each other and of the intercept.</summary>
    public int Rank { get; init; }

    /// <summary>Gets a value indicating whether there is no finite optimum.</summary>
    public bool IsRunaway { get; init; }

    /// <summary>Gets a value indicating whether what is found by several solves (weights of a concave penalty, a dispersion) stopped changing.</summary>
    public bool IsSettled { get; init; } = true;

    /// <summary>Gets the times the curvature was computed.</summary>
    public int Curvatures { get; init; }

    /// <summary>Gets the passes over the working set without samples.</summary>
    public int Sweeps { get; init; }
}
