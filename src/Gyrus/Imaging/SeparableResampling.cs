using System.Buffers;

namespace Gyrus.Imaging;

/// <summary>Resampling between grids whose axes are parallel: three one-axis maps, the slowest axis first.</summary>
/// <remarks>The last of them runs on transposed values, so that every inner loop is over a contiguous span.</remarks>
internal sealed class SeparableResampling : IResamplingMap
{
    private readonly Grid _source;
    private readonly Grid _target;
    private readonly AxisResampling _x;
    private readonly AxisResampling _y;
    private readonly AxisResampling _z;

    public SeparableResampling(Grid source, Grid target, Affine toSource, Interpolation interpolation)
    {
        (_source, _target) = (source, target);
        _x = new AxisResampling(source.I, target.I, (toSource[0, 0], toSource[0, 3]), interpolation);
        _y = new AxisResampling(source.J, target.J, (toSource[1, 1], toSource[1, 3]), interpolation);
        _z = new AxisResampling(source.K, target.K, (toSource[2, 2], toSource[2, 3]), interpolation);
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> source, Span<double> target)
    {
        int size = Math.Max(_source.Voxels, Math.Max(AfterZ, Math.Max(AfterY, _target.Voxels)));
        double[] a = ArrayPool<double>.Shared.Rent(size);
        double[] b = ArrayPool<double>.Shared.Rent(size);
        source.CopyTo(a);
        _z.Forward(a, b, 1, _source.I * _source.J);
        _y.Forward(b, a, _target.K, _source.I);
        Transposition.Write(a, _target.J * _target.K, _source.I, b);
        _x.Forward(b, a, 1, _target.J * _target.K);
        Transposition.Write(a, _target.I, _target.J * _target.K, target);
        ArrayPool<double>.Shared.Return(a);
        ArrayPool<double>.Shared.Return(b);
    }

    /// <inheritdoc/>
    public void Adjoint(ReadOnlySpan<double> target, Span<double> source)
    {
        int size = Math.Max(AfterZ, Math.Max(AfterY, _target.Voxels));
        double[] a = ArrayPool<double>.Shared.Rent(size);
        double[] b = ArrayPool<double>.Shared.Rent(size);
        int lines = _target.J * _target.K;
        Transposition.Write(target, lines, _target.I, a);
        _x.Adjoint(a, b.AsSpan(0, AfterY), 1, lines);
        Transposition.Write(b, _source.I, lines, a);
        _y.Adjoint(a, b.AsSpan(0, AfterZ), _target.K, _source.I);
        _z.Adjoint(b, source, 1, _source.I * _source.J);
        ArrayPool<double>.Shared.Return(a);
        ArrayPool<double>.Shared.Return(b);
    }

    /// <inheritdoc/>
    public bool[] Inside()
    {
        bool[] inside = new bool[_target.Voxels];
        for (int v = 0; v < inside.Length; v++)
        {
            int line = v / _target.I;
            inside[v] = _x.Inside[v % _target.I] && _y.Inside[line % _target.J] && _z.Inside[line / _target.J];
        }

        return inside;
    }

    private int AfterZ => checked(_source.I * _source.J * _target.K);

    private int AfterY => checked(_source.I * _target.J * _target.K);
}
