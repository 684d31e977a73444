using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Signals;

/// <summary>The time courses of some voxels, in single precision where that is exact: half the memory.</summary>
internal sealed class VoxelCourses
{
    private readonly float[]? _single;
    private readonly double[]? _wide;

    /// <summary>Reserves room.</summary>
    /// <param name="samples">The length of a course.</param>
    /// <param name="voxels">How many courses.</param>
    /// <param name="isSingle">Whether all values are exact in single precision.</param>
    public VoxelCourses(int samples, int voxels, bool isSingle)
    {
        (Samples, Voxels) = (samples, voxels);
        int values = checked(samples * voxels);
        _single = isSingle ? new float[values] : null;
        _wide = isSingle ? null : new double[values];
    }

    /// <summary>Gets the length of a course.</summary>
    public int Samples { get; }

    /// <summary>Gets the number of courses.</summary>
    public int Voxels { get; }

    /// <summary>Sets the value of each voxel at one sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="values">Where the values are.</param>
    /// <param name="at">The place of each voxel among them.</param>
    /// <returns>False when a value is not exact in single precision though all are said to be.</returns>
    public bool TrySet(int sample, ReadOnlySpan<double> values, ReadOnlySpan<int> at)
    {
        for (int v = 0; v < Voxels; v++)
        {
            int place = (v * Samples) + sample;
            double value = values[at[v]];
            if (_single is null)
            {
                _wide![place] = value;
                continue;
            }

            _single[place] = (float)value;
            if (_single[place] != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Copies courses that follow each other, one after another.</summary>
    public void Read(int first, int count, Span<double> courses)
    {
        int start = first * Samples;
        int length = count * Samples;
        if (_single is not null)
        {
            TensorPrimitives.ConvertTruncating<float, double>(_single.AsSpan(start, length), courses);
        }
        else
        {
            _wide.AsSpan(start, length).CopyTo(courses);
        }
    }

    /// <summary>All courses as columns.</summary>
    public Matrix ToMatrix()
    {
        var matrix = new Matrix(Samples, Voxels);
        for (int v = 0; v < Voxels; v++)
        {
            Read(v, 1, matrix.MutableColumn(v));
        }

        return matrix;
    }
}
