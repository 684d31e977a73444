using Gyrus.Numerics;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>A descent that jumps to an extrapolation of its last sweeps when that lowers the objective.</summary>
internal sealed class ExtrapolatedDescent
{
    /// <summary>Sweeps between extrapolations.</summary>
    public const int Window = 6;

    private const int RefreshAfter = 20;
    private readonly IDescent _descent;
    private readonly GroupSparseCertificate _certificate;
    private readonly int _size;
    private readonly double[][] _iterates;
    private int _count;
    private int _sinceRefresh;
    private readonly List<double> _objectives = [];

    public ExtrapolatedDescent(IDescent descent, GroupSparseProblem problem, GroupSparseCertificate certificate)
    {
        _descent = descent;
        _certificate = certificate;
        _size = problem.Regions;
        _iterates = [.. Enumerable.Range(0, Window + 1).Select(_ => new double[descent.PackedLength])];
        Restart();
    }

    /// <summary>Gets the objective after each window.</summary>
    public IReadOnlyList<double> Objectives => _objectives;

    /// <summary>Notes a sweep; after a window of them tries the jump. Whether this was such a boundary.</summary>
    /// <param name="objective">The objective at the present iterate where it is known, else null.</param>
    public bool AfterSweep(double? objective)
    {
        _descent.Pack(_iterates[_count++]);
        _sinceRefresh++;
        if (_count <= Window)
        {
            return false;
        }

        if (!Jump(objective) && _sinceRefresh >= RefreshAfter)
        {
            Refresh();
        }

        Restart();
        return true;
    }

    /// <summary>The present iterate is the first of the next window.</summary>
    private void Restart()
    {
        _descent.Pack(_iterates[0]);
        _count = 1;
    }

    private bool Jump(double? objective)
    {
        (double[][] omega, double[][] factors) = _descent.View();
        double before = objective ?? _certificate.Objective(omega, factors);
        _objectives.Add(before);
        double[]? coefficients = Extrapolation.Coefficients(_iterates);
        if (coefficients is null)
        {
            return false;
        }

        _descent.SetCombination(_iterates[1..], coefficients);
        _descent.ExportOmega(omega);
        double after = _certificate.Objective(omega, factors);
        if (!(after < before))
        {
            _descent.SetCombination([_iterates[^1]], [1]);
            return false;
        }

        _objectives[^1] = after;
        Invert(factors);
        return true;
    }

    /// <summary>Removes what rounding has added to the inverses.</summary>
    private void Refresh()
    {
        (double[][] omega, double[][] factors) = _descent.View();
        if (double.IsFinite(_certificate.Objective(omega, factors)))
        {
            Invert(factors);
        }
    }

    private void Invert(double[][] factors)
    {
        foreach (double[] factor in factors)
        {
            LinearAlgebra.Current.CholeskyInverse(factor, _size);
        }

        _descent.ImportInverses(factors);
        _sinceRefresh = 0;
    }
}
