using System.Numerics.Tensors;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>
/// Keeps the volumes that pass by, within a budget of bytes, for the voxels that may turn out to vary most: whenever it is full, the
/// half that has varied least so far is dropped.
/// </summary>
/// <remarks>
/// So an image is read once as long as the voxels that vary most in its beginning hold those that vary most in the whole. If they do
/// not, or the budget is too small for some times the voxels sought, the store gives up, and the image is read again.
/// Values are kept in single precision where that is exact.
/// </remarks>
internal sealed class CandidateStore
{
    private const double LeastSpare = 4;

    private readonly int _volumes;
    private readonly int _sought;
    private readonly float[] _narrow;
    private int[] _candidates;
    private float[]? _single;
    private double[]? _wide;
    private int _stored;

    /// <summary>Reserves the room.</summary>
    /// <param name="candidates">The voxels that count, ascending.</param>
    /// <param name="volume">The first volume, which tells the precision that is needed.</param>
    /// <param name="volumes">How many volumes there will be.</param>
    /// <param name="limits">The budget in bytes, and how many voxels are sought.</param>
    public CandidateStore(int[] candidates, ReadOnlySpan<double> volume, int volumes, (long Bytes, int Sought) limits)
    {
        (_candidates, _volumes, _sought) = (candidates, volumes, limits.Sought);
        _narrow = new float[volume.Length];
        bool isSingle = VarianceKernel.TryNarrow(volume, _narrow);
        int size = isSingle ? sizeof(float) : sizeof(double);
        if (LeastSpare * _sought * volumes * size > limits.Bytes)
        {
            // However many voxels are dropped, they will not all fit: the image is read again.
            return;
        }

        long most = Math.Min((long)candidates.Length * volumes, limits.Bytes / size);
        most = Math.Min(most, Array.MaxLength);
        if (isSingle)
        {
            _single = GC.AllocateUninitializedArray<float>((int)most);
        }
        else
        {
            _wide = GC.AllocateUninitializedArray<double>((int)most);
        }
    }

    /// <summary>Gets whether the values are still all there.</summary>
    public bool IsAlive => _single is not null || _wide is not null;

    private long Room => _single?.Length ?? _wide?.Length ?? 0;

    /// <summary>Takes in the next volume.</summary>
    /// <param name="volume">Its values.</param>
    /// <param name="spread">How much each voxel has varied so far; called when voxels must be dropped.</param>
    public void Add(ReadOnlySpan<double> volume, Func<double[]> spread)
    {
        while (IsAlive && (long)(_stored + 1) * _candidates.Length > Room)
        {
            Prune(spread());
        }

        if (!IsAlive)
        {
            return;
        }

        if (_single is not null && !VarianceKernel.TryNarrow(volume, _narrow))
        {
            GiveUp();
            return;
        }

        int start = _stored * _candidates.Length;
        for (int c = 0; c < _candidates.Length; c++)
        {
            int voxel = _candidates[c];
            if (_single is not null)
            {
                _single[start + c] = _narrow[voxel];
            }
            else
            {
                _wide![start + c] = volume[voxel];
            }
        }

        _stored++;
    }

    /// <summary>The courses of the chosen voxels, or null when one of them was dropped.</summary>
    public VoxelCourses? Courses(int[] chosen)
    {
        if (!IsAlive || _stored < _volumes)
        {
            return null;
        }

        int[] at = Array.ConvertAll(chosen, voxel => Array.BinarySearch(_candidates, voxel));
        if (Array.Exists(at, place => place < 0))
        {
            return null;
        }

        int stride = _candidates.Length;
        var courses = new VoxelCourses(_volumes, chosen.Length, _single is not null);
        double[] row = new double[stride];
        for (int t = 0; t < _volumes; t++)
        {
            if (_single is not null)
            {
                TensorPrimitives.ConvertTruncating<float, double>(_single.AsSpan(t * stride, stride), row);
            }
            else
            {
                _wide.AsSpan(t * stride, stride).CopyTo(row);
            }

            courses.TrySet(t, row, at);
        }

        return courses;
    }

    private void GiveUp() => (_single, _wide) = (null, null);

    private void Prune(double[] spread)
    {
        int keep = _candidates.Length / 2;
        if (keep < LeastSpare * _sought)
        {
            GiveUp();
            return;
        }

        // Voxels that are not finite are never chosen.
        int[] kept = [.. Enumerable.Range(0, _candidates.Length)];
        double[] order = Array.ConvertAll(
            _candidates,
            voxel => double.IsFinite(spread[voxel]) ? -spread[voxel] : double.PositiveInfinity
        );
        Array.Sort(order, kept);
        Array.Resize(ref kept, keep);
        Array.Sort(kept);
        if (_single is not null)
        {
            Compact(_single.AsSpan(), kept, _candidates.Length);
        }
        else
        {
            Compact(_wide.AsSpan(), kept, _candidates.Length);
        }

        _candidates = Array.ConvertAll(kept, c => _candidates[c]);
    }

    private void Compact<T>(Span<T> values, int[] kept, int stride)
    {
        int to = 0;
        for (int t = 0; t < _stored; t++)
        {
            foreach (int c in kept)
            {
                values[to++] = values[(t * stride) + c];
            }
        }
    }
}
