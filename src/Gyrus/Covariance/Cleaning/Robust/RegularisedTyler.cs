using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Tyler's robust covariance with shrinkage to the identity: every sample counts by its direction alone, so single volumes of large amplitude
/// (motion spikes) have no more say than others.
/// </summary>
/// <remarks>
/// <para>
/// The fixed point C = (1 − ρ)·(N/T)·Σ xₜxₜᵀ/(xₜᵀC⁻¹xₜ) + ρ·1, brought to the trace N at each step, then scaled to the trace of the sample covariance. Certificate: the
/// largest change of an entry in the last step. Exists for every ρ in (0, 1], also with T &lt; N.
/// </para>
/// <para>
/// Sources: Chen, Wiesel and Hero (2011), IEEE Trans. Signal Processing 59:4097, doi:10.1109/TSP.2011.2138698; Pascal, Chitour and Quek
/// (2014), IEEE Trans. Signal Processing 62:5640, doi:10.1109/TSP.2014.2348951.
/// </para>
/// </remarks>
public sealed record RegularisedTyler : EstimatorFamily
{
    /// <summary>Gets the largest change of an entry at which a fit stops. Positive; 1e-10.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-10;

    /// <summary>Gets the most steps of a fit. At least 1; 1000.</summary>
    public int MaxIterations
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(MaxIterations));
    } = 1000;

    /// <inheritdoc/>
    public override string HyperParameter => "shrinkage";

    /// <summary>ρ = 0.05, 0.1, …, 0.95.</summary>
    public override IReadOnlyList<double> Grid(PreparedSignals signals) =>
        [.. Enumerable.Range(1, 19).Select(static i => i / 20.0)];

    /// <inheritdoc/>
    public override CleaningEstimator At(double value)
    {
        Require.Between(0, 1, value, "shrinkage");
        return new Member(this, Require.Positive(value, "shrinkage"));
    }

    private CovarianceFit Fit(PreparedSignals signals, double rho)
    {
        Matrix x = signals.Signals;
        RequireDirections(x);
        int n = x.Columns;
        double trace = TensorPrimitives.SumOfSquares(x.AsSpan()) / x.Rows;
        var c = Matrix.Identity(n);
        var step = new TylerStep(x, rho);
        double change = double.PositiveInfinity;
        int iterations = 0;
        while (change > Tolerance && iterations < MaxIterations)
        {
            change = step.Next(c);
            iterations++;
        }

        TensorPrimitives.Multiply(c.AsSpan(), trace / n, c.Values);
        return DenseFit.Of(c, x.Rows) with
        {
            Choice = new HyperParameterChoice { Name = HyperParameter, Value = rho },
            Convergence = new Convergence
            {
                Method = "fixed point",
                Iterations = iterations,
                Objective = double.NaN,
                Certificate = change,
                Tolerance = Tolerance,
            },
        };
    }

    private static void RequireDirections(Matrix x)
    {
        for (int t = 0; t < x.Rows; t++)
        {
            bool zero = true;
            for (int j = 0; j < x.Columns && zero; j++)
            {
                zero = x[t, j] == 0;
            }

            if (zero)
            {
                throw new EstimatorUndefinedException(
                    Invariant(
                        $"Sample {t} is zero in every region after centring, so it has no direction. Leave it out."
                    )
                );
            }
        }
    }

    private sealed record Member(RegularisedTyler Family, double Value) : CleaningEstimator
    {
        public override CovarianceFit Fit(PreparedSignals signals)
        {
            ArgumentNullException.ThrowIfNull(signals);
            return Family.Fit(signals, Value);
        }
    }
}
