using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Watches the iterations of one fit: counts, certifies now and then, asks the probe, and says when to stop.</summary>
internal sealed class GroupSparseRun
{
    // From here on a certificate after every iteration costs less than the iterations that it saves.
    private const double NearTheEnd = 30;
    private readonly GroupSparseProblem _problem;
    private readonly GroupSparseStop _stop;
    private readonly Func<GroupSparseProbe, bool>? _probe;
    private readonly CancellationToken _cancellationToken;
    private int _nextCheck;
    private int _certifiedAt = -1;

    public GroupSparseRun(
        GroupSparseProblem problem,
        GroupSparseStop stop,
        Func<GroupSparseProbe, bool>? probe,
        CancellationToken cancellationToken
    )
    {
        _problem = problem;
        _stop = stop;
        _probe = probe;
        _cancellationToken = cancellationToken;
        Certificate = new GroupSparseCertificate(problem);
        Bound = new GroupSparseBound(false, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
    }

    public GroupSparseCertificate Certificate { get; }

    public int Iterations { get; private set; }

    public bool Finished { get; private set; }

    public bool StoppedByProbe { get; private set; }

    /// <summary>Gets the last bound; of an older iterate when no check was due.</summary>
    public GroupSparseBound Bound { get; private set; }

    public double LargestChange { get; private set; } = double.PositiveInfinity;

    /// <summary>Lets an engine iterate once and looks at the result; whether <see cref="Bound"/> is of this iterate.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="checkEvery">The least number of iterations between certificates; it grows to a tenth of the iterations.</param>
    public bool Step(IGroupSparseEngine engine, int checkEvery)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_nextCheck == 0)
        {
            _nextCheck = checkEvery;
        }

        engine.Iterate();
        Iterations++;
        LargestChange = engine.LargestChange;
        if (_stop.CheckIterates)
        {
            CheckIterate(engine);
        }

        bool due = _stop.Rule == GroupSparseStopRule.CertifiedGap && Iterations >= _nextCheck;
        if (due)
        {
            Certify(engine, thorough: false);
            bool near = Bound.Gap <= NearTheEnd * _stop.Tolerance;
            _nextCheck = Iterations + (near ? 1 : Math.Max(checkEvery, Iterations / 10 / checkEvery * checkEvery));
        }

        bool reached = _stop.Rule switch
        {
            GroupSparseStopRule.CertifiedGap => due && Bound.Gap <= _stop.Tolerance,
            GroupSparseStopRule.LargestChange => LargestChange < _stop.Tolerance,
            _ => false,
        };
        StoppedByProbe = _probe is not null && AskProbe(engine, due);
        Finished = reached || StoppedByProbe || Iterations >= _stop.MaxIterations;
        return due;
    }

    /// <summary>Makes a certificate due after the next iteration, for engines whose iterations are worth many certificates.</summary>
    public void CertifyNext() => _nextCheck = Iterations + 1;

    /// <summary>Certifies the last iterate, unless that is done.</summary>
    public void Certify(IGroupSparseEngine engine, bool thorough)
    {
        if (_certifiedAt == Iterations && !thorough)
        {
            return;
        }

        _certifiedAt = Iterations;
        (double[][] omega, double[][] residuals) = engine.View();
        Bound = Certificate.Evaluate(omega, residuals, thorough);
    }

    private bool AskProbe(IGroupSparseEngine engine, bool certified)
    {
        var probe = new GroupSparseProbe(
            Iterations,
            engine.Name,
            LargestChange,
            () =>
            {
                if (!certified)
                {
                    Certify(engine, thorough: true);
                }

                return Bound;
            },
            () => SymmetricMatrices.FromLower(engine.View().Omega, _problem.Regions)
        );
        return _probe!(probe);
    }

    private void CheckIterate(IGroupSparseEngine engine)
    {
        double[][] omega = engine.View().Omega;
        double[] factor = new double[omega[0].Length];
        for (int k = 0; k < omega.Length; k++)
        {
            int finite = Array.FindIndex(omega[k], x => !double.IsFinite(x));
            if (finite >= 0)
            {
                throw new NotPositiveDefiniteException(
                    Invariant($"{engine.Name}, iteration {Iterations}: entry {finite} of subject {k} is not finite.")
                );
            }

            omega[k].CopyTo(factor, 0);
            if (engine.StaysPositiveDefinite && LinearAlgebra.Current.Cholesky(factor, _problem.Regions) >= 0)
            {
                throw new NotPositiveDefiniteException(
                    Invariant(
                        $"{engine.Name}, iteration {Iterations}: the precision of subject {k} is not positive definite."
                    )
                );
            }

            if (!engine.IsSymmetric(k))
            {
                throw new ArithmeticException(
                    Invariant($"{engine.Name}, iteration {Iterations}: the precision of subject {k} is not symmetric.")
                );
            }
        }
    }
}
