using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>Resampling along one axis: prefilter, then four weighted planes per new plane.</summary>
internal sealed class AxisResampling
{
    private readonly int _source;
    private readonly bool _prefilter;
    private readonly double[] _weights;
    private readonly int[] _planes;

    /// <summary>Prepares positions scale·i + shift, i = 0 … target − 1, among <paramref name="source"/> voxels.</summary>
    public AxisResampling(int source, int target, (double Scale, double Shift) position, Interpolation interpolation)
    {
        _source = source;
        Target = target;
        _prefilter = interpolation == Interpolation.Continuous;
        _weights = new double[target * AxisTaps.Count];
        _planes = new int[target * AxisTaps.Count];
        Inside = new bool[target];
        for (int i = 0; i < target; i++)
        {
            Span<double> weights = _weights.AsSpan(i * AxisTaps.Count, AxisTaps.Count);
            double x = (position.Scale * i) + position.Shift;
            Inside[i] = AxisTaps.At(x, source, interpolation, weights, out int first);
            for (int q = 0; q < AxisTaps.Count; q++)
            {
                _planes[(i * AxisTaps.Count) + q] = AxisTaps.Mirror(first + q, source);
            }
        }
    }

    public int Target { get; }

    /// <summary>Gets which positions lie inside the source.</summary>
    public bool[] Inside { get; }

    /// <summary>Resamples outer × source × inner values into outer × target × inner; destroys the source.</summary>
    public void Forward(Span<double> source, Span<double> target, int outer, int inner)
    {
        if (_prefilter)
        {
            SplinePrefilter.Filter(source, outer, _source, inner);
        }

        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<double> from = source.Slice(o * _source * inner, _source * inner);
            Span<double> to = target.Slice(o * Target * inner, Target * inner);
            for (int i = 0; i < Target; i++)
            {
                Span<double> plane = to.Slice(i * inner, inner);
                plane.Clear();
                for (int q = i * AxisTaps.Count; q < (i + 1) * AxisTaps.Count; q++)
                {
                    if (_weights[q] != 0)
                    {
                        TensorPrimitives.MultiplyAdd(from.Slice(_planes[q] * inner, inner), _weights[q], plane, plane);
                    }
                }
            }
        }
    }

    /// <summary>The transpose of <see cref="Forward"/>: outer × target × inner into outer × source × inner.</summary>
    public void Adjoint(ReadOnlySpan<double> target, Span<double> source, int outer, int inner)
    {
        source.Clear();
        for (int o = 0; o < outer; o++)
        {
            Span<double> to = source.Slice(o * _source * inner, _source * inner);
            ReadOnlySpan<double> from = target.Slice(o * Target * inner, Target * inner);
            for (int q = 0; q < _weights.Length; q++)
            {
                if (_weights[q] != 0)
                {
                    Span<double> plane = to.Slice(_planes[q] * inner, inner);
                    TensorPrimitives.MultiplyAdd(
                        from.Slice(q / AxisTaps.Count * inner, inner),
                        _weights[q],
                        plane,
                        plane
                    );
                }
            }
        }

        if (_prefilter)
        {
            SplinePrefilter.FilterAdjoint(source, outer, _source, inner);
        }
    }
}
