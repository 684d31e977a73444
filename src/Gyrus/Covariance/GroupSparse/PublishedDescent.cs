using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>
/// The block coordinate descent as published and as nilearn runs it: rows in order, one pass over the entries of a row, no
/// extrapolation and no splitting. Its iterates, not only its limit, agree with nilearn's.
/// </summary>
/// <remarks>
/// nilearn inverts Ω without its first row at each sweep and moves that inverse from row to row by rank-one updates. The
/// shared descent keeps the inverse of all of Ω by one rank-2 update per row, which is the same in exact arithmetic. The inverse
/// is computed afresh every <see cref="RefreshEvery"/> sweeps, so that rounding cannot pile up. The change of a sweep is that from its
/// start to its end: every entry off the diagonal moves twice in between.
/// Source: Honorio and Samaras (2012), arXiv:1207.4255.
/// </remarks>
internal sealed class PublishedDescent : IGroupSparseEngine
{
    /// <summary>Sweeps between two fresh inverses.</summary>
    public const int RefreshEvery = 20;

    private readonly GroupSparseProblem _problem;
    private readonly IDescent _descent;
    private double[] _before;
    private double[] _after;
    private int _sweeps;

    public PublishedDescent(GroupSparseProblem problem, IReadOnlyList<Matrix>? start)
    {
        if (!(problem.Alpha > 0))
        {
            throw new ArgumentException(
                $"The published descent needs a positive penalty. For Alpha = 0 use Solver = {GroupSparseSolverKind.Certified}."
            );
        }

        _problem = problem;
        _descent = GroupSparseEngines.Descent(problem, start);
        _before = new double[_descent.PackedLength];
        _after = new double[_descent.PackedLength];
        _descent.Pack(_after);
    }

    public string Name => "published descent";

    public double LargestChange { get; private set; } = double.PositiveInfinity;

    public bool StaysPositiveDefinite => true;

    /// <summary>One sweep over all rows.</summary>
    public void Iterate()
    {
        (_before, _after) = (_after, _before);
        _descent.Iterate();
        _descent.Pack(_after);
        LargestChange = Change();
        _sweeps++;
        if (_sweeps % RefreshEvery == 0)
        {
            Refresh();
        }
    }

    public (double[][] Omega, double[][] Residuals) View() => _descent.View();

    public bool IsSymmetric(int subject) => _descent.IsSymmetric(subject);

    /// <summary>Writes Ω, lower triangles.</summary>
    public void ExportOmega(double[][] omega) => _descent.ExportOmega(omega);

    private double Change()
    {
        TensorPrimitives.Subtract<double>(_after, _before, _before);
        return Math.Abs(TensorPrimitives.MaxMagnitude<double>(_before));
    }

    private void Refresh()
    {
        double[][] inverses = [.. _problem.Covariances.Select(s => new double[s.AsSpan().Length])];
        _descent.ExportOmega(inverses);
        foreach (double[] matrix in inverses)
        {
            if (LinearAlgebra.Current.Cholesky(matrix, _problem.Regions) >= 0)
            {
                throw new NotPositiveDefiniteException(
                    $"The published descent lost positive definiteness to rounding after {_sweeps} sweeps. Use Solver = {GroupSparseSolverKind.Certified}, or a larger penalty."
                );
            }

            LinearAlgebra.Current.CholeskyInverse(matrix, _problem.Regions);
        }

        _descent.ImportInverses(inverses);
    }
}
