using System.Numerics.Tensors;

namespace Gyrus.Optimization;

/// <summary>Lowers ½uᵀBu + cᵀu + ω‖u‖₂ + Σ α_j|u_j| on one block by accelerated proximal gradient.</summary>
/// <remarks>u = 0 is optimal iff ‖S(c, α)‖ ≤ ω, S the soft threshold. The two proximal maps compose: soft threshold, then shrink.</remarks>
internal sealed class SparseGroupStep
{
    private const int MaxSteps = 100;

    private readonly double[] _matrix;
    private readonly double _bound;
    private readonly double[] _momentum;
    private readonly double[] _last;
    private readonly double[] _gradient;

    public SparseGroupStep(double[] matrix, int size)
    {
        (_matrix, _momentum, _last, _gradient) = (matrix, new double[size], new double[size], new double[size]);

        // The largest row sum bounds the largest eigenvalue.
        for (int j = 0; j < size; j++)
        {
            _bound = Math.Max(_bound, TensorPrimitives.SumOfMagnitudes<double>(matrix.AsSpan(j * size, size)));
        }
    }

    /// <summary>u ← a better point, starting from <paramref name="own"/>; exactly 0 where that is the optimum.</summary>
    public void Solve(
        ReadOnlySpan<double> c,
        PenaltyBlock block,
        double strength,
        ReadOnlySpan<double> own,
        Span<double> u
    )
    {
        c.CopyTo(u);
        Prox(u, block, strength, 1);
        if (!u.ContainsAnyExcept(0) || _bound == 0)
        {
            u.Clear();
            return;
        }

        own.CopyTo(u);
        own.CopyTo(_momentum);
        double inertia = 1;
        for (int step = 0; step < MaxSteps; step++)
        {
            u.CopyTo(_last);
            c.CopyTo(_gradient);
            for (int j = 0; j < u.Length; j++)
            {
                TensorPrimitives.MultiplyAdd(
                    _matrix.AsSpan(j * u.Length, u.Length),
                    _momentum[j],
                    _gradient,
                    _gradient
                );
            }

            TensorPrimitives.MultiplyAdd(_gradient, -1 / _bound, _momentum, u);
            Prox(u, block, strength, 1 / _bound);
            double next = (1 + Math.Sqrt(1 + (4 * inertia * inertia))) / 2;
            (double along, double change) = (0, 0);
            for (int j = 0; j < u.Length; j++)
            {
                along += (_momentum[j] - u[j]) * (u[j] - _last[j]);
                change += (u[j] - _last[j]) * (u[j] - _last[j]);
            }

            next = along > 0 ? 1 : next;
            for (int j = 0; j < u.Length; j++)
            {
                _momentum[j] = u[j] + ((along > 0 ? 0 : (inertia - 1) / next) * (u[j] - _last[j]));
            }

            inertia = next;
            if (change <= 1e-24 * TensorPrimitives.SumOfSquares<double>(u))
            {
                break;
            }
        }
    }

    /// <summary>v ← argmin over u of ½‖u − v‖² + step·strength·(w‖u‖ + Σ a|u|).</summary>
    public static void Prox(Span<double> v, PenaltyBlock block, double strength, double step)
    {
        for (int j = 0; block.Absolute is not null && j < v.Length; j++)
        {
            v[j] = Math.CopySign(Math.Max(Math.Abs(v[j]) - (step * strength * block.Absolute[j]), 0), v[j]);
        }

        double norm = TensorPrimitives.Norm<double>(v);
        double threshold = step * strength * block.Weight;
        if (norm <= threshold)
        {
            v.Clear();
        }
        else
        {
            TensorPrimitives.Multiply(v, 1 - (threshold / norm), v);
        }
    }
}
