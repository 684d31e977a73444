namespace Gyrus.Covariance.Cleaning;

/// <summary>The scores of the values of a grid on one fold. Of a family that screens, they are rough until they are refined.</summary>
internal class FoldScores(double[] values)
{
    /// <summary>Gets the scores, one for each value of the grid; −∞ where a value is not defined on the fold.</summary>
    public double[] Values { get; } = values;

    /// <summary>Gets a value indicating whether scores are rough until they are refined.</summary>
    public virtual bool AreRough => false;

    /// <summary>Computes the scores of these values to the family's full precision.</summary>
    /// <param name="positions">Positions in the grid, ascending.</param>
    public virtual void Refine(IReadOnlyList<int> positions) { }
}
