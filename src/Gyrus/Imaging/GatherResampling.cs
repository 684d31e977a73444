using System.Buffers;
using System.Runtime.Intrinsics;

namespace Gyrus.Imaging;

/// <summary>Resampling between grids at any angle: every target voxel reads 4 × 4 × 4 coefficients.</summary>
/// <remarks>The coefficients carry a mirrored rim (1 voxel before, 2 behind each axis), so that no read needs a branch.</remarks>
internal sealed class GatherResampling(Grid source, Grid target, Affine toSource, Interpolation interpolation)
    : IResamplingMap
{
    private const int Before = 1;
    private const int Rim = 3;

    private readonly (int I, int J, int K) _padded = (source.I + Rim, source.J + Rim, source.K + Rim);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> source, Span<double> target)
    {
        double[] coefficients = ArrayPool<double>.Shared.Rent(source.Length);
        double[] padded = ArrayPool<double>.Shared.Rent(PaddedVoxels);
        source.CopyTo(coefficients);
        Prefilter(coefficients.AsSpan(0, source.Length), adjoint: false);
        Pad(coefficients, padded);
        Visit(target, new NeighbourhoodSum(padded, _padded.I, _padded.I * _padded.J));
        ArrayPool<double>.Shared.Return(padded);
        ArrayPool<double>.Shared.Return(coefficients);
    }

    /// <inheritdoc/>
    public void Adjoint(ReadOnlySpan<double> target, Span<double> source)
    {
        double[] values = ArrayPool<double>.Shared.Rent(target.Length);
        double[] padded = ArrayPool<double>.Shared.Rent(PaddedVoxels);
        target.CopyTo(values);
        Array.Clear(padded, 0, PaddedVoxels);
        Visit(values.AsSpan(0, target.Length), new NeighbourhoodScatter(padded, _padded.I, _padded.I * _padded.J));
        Fold(padded, source);
        Prefilter(source, adjoint: true);
        ArrayPool<double>.Shared.Return(padded);
        ArrayPool<double>.Shared.Return(values);
    }

    /// <inheritdoc/>
    public bool[] Inside()
    {
        double[] ones = new double[target.Voxels];
        Visit<NeighbourhoodMark>(ones, default);
        return Array.ConvertAll(ones, value => value != 0);
    }

    private int PaddedVoxels => checked(_padded.I * _padded.J * _padded.K);

    private void Prefilter(Span<double> values, bool adjoint)
    {
        if (interpolation != Interpolation.Continuous)
        {
            return;
        }

        double[] turned = ArrayPool<double>.Shared.Rent(values.Length);
        int lines = source.J * source.K;
        FilterAxis(values, 1, source.K, source.I * source.J, adjoint);
        FilterAxis(values, source.K, source.J, source.I, adjoint);
        Transposition.Write(values, lines, source.I, turned);
        FilterAxis(turned.AsSpan(0, values.Length), 1, source.I, lines, adjoint);
        Transposition.Write(turned, source.I, lines, values);
        ArrayPool<double>.Shared.Return(turned);
    }

    private static void FilterAxis(Span<double> values, int outer, int size, int inner, bool adjoint)
    {
        if (adjoint)
        {
            SplinePrefilter.FilterAdjoint(values, outer, size, inner);
        }
        else
        {
            SplinePrefilter.Filter(values, outer, size, inner);
        }
    }

    private void Pad(ReadOnlySpan<double> values, Span<double> padded)
    {
        for (int k = 0; k < _padded.K; k++)
        {
            int fromK = AxisTaps.Mirror(k - Before, source.K) * source.J;
            for (int j = 0; j < _padded.J; j++)
            {
                ReadOnlySpan<double> from = values.Slice(
                    (fromK + AxisTaps.Mirror(j - Before, source.J)) * source.I,
                    source.I
                );
                Span<double> to = padded.Slice(((k * _padded.J) + j) * _padded.I, _padded.I);
                from.CopyTo(to[Before..]);
                for (int i = 0; i < Rim; i++)
                {
                    int at = i < Before ? i : source.I + i;
                    to[at] = from[AxisTaps.Mirror(at - Before, source.I)];
                }
            }
        }
    }

    private void Fold(ReadOnlySpan<double> padded, Span<double> values)
    {
        values.Clear();
        for (int k = 0; k < _padded.K; k++)
        {
            int toK = AxisTaps.Mirror(k - Before, source.K) * source.J;
            for (int j = 0; j < _padded.J; j++)
            {
                Span<double> to = values.Slice((toK + AxisTaps.Mirror(j - Before, source.J)) * source.I, source.I);
                ReadOnlySpan<double> from = padded.Slice(((k * _padded.J) + j) * _padded.I, _padded.I);
                for (int i = 0; i < _padded.I; i++)
                {
                    to[AxisTaps.Mirror(i - Before, source.I)] += from[i];
                }
            }
        }
    }

    private void Visit<TVisitor>(Span<double> values, TVisitor visitor)
        where TVisitor : struct, INeighbourhoodVisitor
    {
        Span<double> wx = stackalloc double[AxisTaps.Count];
        Span<double> wy = stackalloc double[AxisTaps.Count];
        Span<double> wz = stackalloc double[AxisTaps.Count];
        int v = 0;
        for (int k = 0; k < target.K; k++)
        {
            for (int j = 0; j < target.J; j++)
            {
                for (int i = 0; i < target.I; i++, v++)
                {
                    (double x, double y, double z) = toSource.Apply(i, j, k);
                    bool inside =
                        AxisTaps.At(x, source.I, interpolation, wx, out int atI)
                        & AxisTaps.At(y, source.J, interpolation, wy, out int atJ)
                        & AxisTaps.At(z, source.K, interpolation, wz, out int atK);
                    if (!inside)
                    {
                        values[v] = 0;
                        continue;
                    }

                    int start = atI + Before + (_padded.I * (atJ + Before + (_padded.J * (atK + Before))));
                    visitor.Visit(ref values[v], start, Vector256.Create<double>(wx), wy, wz);
                }
            }
        }
    }
}
