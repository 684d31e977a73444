using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>The exact minimiser of one block: argmin over u of ½uᵀBu + cᵀu + ω‖u‖₂, with B = H_gg + λ(R + D) ⪰ 0.</summary>
/// <remarks>
/// u = 0 iff ‖c‖ ≤ ω. Else u = −(B + (ω/τ)I)⁻¹c with τ = ‖u‖, the root of ψ(τ) = ‖ĉ/(dτ + ω)‖^−1 = 1 in B's eigenbasis.
/// ψ is concave and rises, so Newton from a point below the root climbs to it without overshooting.
/// </remarks>
internal sealed class BlockStep
{
    private readonly double[] _vectors;
    private readonly double[] _values;
    private readonly double[] _rotated;
    private readonly int _size;

    public BlockStep(double[] matrix, int size)
    {
        (_vectors, _values, _rotated, _size) = (matrix, new double[size], new double[size], size);
        if (size == 1)
        {
            _values[0] = matrix[0];
            _vectors[0] = 1;
        }
        else
        {
            LinearAlgebra.Current.SymmetricEigen(_vectors, _values, size);
        }

        // A direction without curvature would step to infinity; one part in 10¹⁴ of the largest keeps it finite.
        double floor = Math.Max(_values[size - 1] * 1e-14, double.Epsilon);
        for (int i = 0; i < size; i++)
        {
            _values[i] = Math.Max(_values[i], floor);
        }
    }

    /// <summary>u, given c, ω and a guess of ‖u‖.</summary>
    public void Solve(ReadOnlySpan<double> c, double omega, double guess, Span<double> u)
    {
        if (TensorPrimitives.Norm(c) <= omega)
        {
            u.Clear();
            return;
        }

        if (_size == 1)
        {
            u[0] = -(c[0] - Math.CopySign(omega, c[0])) / _values[0];
            return;
        }

        for (int i = 0; i < _size; i++)
        {
            _rotated[i] = TensorPrimitives.Dot(_vectors.AsSpan(i * _size, _size), c);
        }

        double tau = omega > 0 ? Root(omega, guess) : 1;
        u.Clear();
        for (int i = 0; i < _size; i++)
        {
            double along = -_rotated[i] * tau / ((_values[i] * tau) + omega);
            TensorPrimitives.MultiplyAdd(_vectors.AsSpan(i * _size, _size), along, u, u);
        }
    }

    private double Root(double omega, double guess)
    {
        const int MaxSteps = 100;
        double tau = guess;
        for (int step = 0; step < MaxSteps; step++)
        {
            (double square, double slope) = (0, 0);
            for (int i = 0; i < _size; i++)
            {
                double denominator = (_values[i] * tau) + omega;
                double part = _rotated[i] / denominator;
                square += part * part;
                slope += part * part * _values[i] / denominator;
            }

            // ψ = square^−½ and ψ' = square^−³ᐟ²·slope: the Newton step of ψ = 1.
            double move = square * (Math.Sqrt(square) - 1) / slope;
            double next = Math.Max(tau + move, 0);
            if (Math.Abs(next - tau) <= 1e-9 * next)
            {
                return next;
            }

            tau = next;
        }

        return tau;
    }
}
