namespace Gyrus.Optimization;

/// <summary>What the curvature at the end of a solve says of the columns without a penalty.</summary>
/// <param name="Rank">The rank of their curvature; 0 where every column is penalised.</param>
/// <param name="IsSingular">Whether some are combinations of others.</param>
/// <param name="RunsAway">Whether there is no finite optimum.</param>
internal readonly record struct FreeColumnsEnd(int Rank, bool IsSingular, bool RunsAway);
