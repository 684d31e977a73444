using System.Numerics.Tensors;
using System.Runtime.ExceptionServices;

namespace Gyrus.Numerics;

/// <summary>A sum of vectors, one per part of the data, computed by several threads and added in the order of the parts: the same bits for any number of threads.</summary>
internal sealed class OrderedSum
{
    private readonly object _gate = new();
    private readonly double[] _sum;
    private readonly int _parts;
    private readonly Action<int, double[]> _compute;
    private int _next;
    private int _turn;
    private ExceptionDispatchInfo? _error;

    private OrderedSum(double[] sum, int parts, Action<int, double[]> compute) =>
        (_sum, _parts, _compute) = (sum, parts, compute);

    /// <summary>sum ← sum + Σ of the parts. Each thread has one vector, which <paramref name="compute"/> overwrites.</summary>
    /// <param name="sum">What the parts are added to.</param>
    /// <param name="parts">The number of parts.</param>
    /// <param name="threads">The most threads. At least 1.</param>
    /// <param name="compute">Writes the vector of a part, whatever the vector held.</param>
    public static void Add(double[] sum, int parts, int threads, Action<int, double[]> compute)
    {
        var all = new OrderedSum(sum, parts, compute);
        Parallel.For(
            0,
            Math.Min(threads, parts),
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            _ => all.Work()
        );
        all._error?.Throw();
    }

    private void Work()
    {
        double[] own = new double[_sum.Length];
        for (int part = Take(); part < _parts; part = Take())
        {
            try
            {
                _compute(part, own);
            }
            catch (Exception error)
            {
                Fail(error);
                return;
            }

            if (!AddInTurn(part, own))
            {
                return;
            }
        }
    }

    private int Take() => Interlocked.Increment(ref _next) - 1;

    /// <summary>Parts are taken in order, so that the one whose turn it is always has a thread: nobody waits for ever.</summary>
    private bool AddInTurn(int part, double[] own)
    {
        lock (_gate)
        {
            while (_turn != part && _error is null)
            {
                Monitor.Wait(_gate);
            }

            if (_error is not null)
            {
                return false;
            }

            TensorPrimitives.Add(_sum, own, _sum);
            _turn++;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    private void Fail(Exception error)
    {
        lock (_gate)
        {
            _error ??= ExceptionDispatchInfo.Capture(error);
            Monitor.PulseAll(_gate);
        }
    }
}
