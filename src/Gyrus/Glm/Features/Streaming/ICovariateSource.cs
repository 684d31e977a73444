namespace Gyrus.Glm.Features;

/// <summary>Covariates that may lie elsewhere than in memory: samples × columns, read a stretch of a column at a time.</summary>
/// <remarks>Reading must be safe from several threads at once and give the same numbers each time.</remarks>
public interface ICovariateSource
{
    /// <summary>Gets the number of samples.</summary>
    int Samples { get; }

    /// <summary>Gets the number of columns.</summary>
    int Columns { get; }

    /// <summary>Reads the samples start … start + target.Length − 1 of one column.</summary>
    void Read(int column, int start, Span<double> target);
}
