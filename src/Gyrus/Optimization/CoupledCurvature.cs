using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Optimization;

/// <summary>
/// The curvature of a loss that couples the K segments of a sample by diag(h) − hhᵀ/Σh, on columns feature × K + segment of one shared design,
/// with the K intercepts at their best for every move.
/// </summary>
/// <remarks>
/// With w_ab = h_a h_b/Σh, block (a, b) is −Xᵀdiag(w_ab)X and block (a, a) is minus the sum of those of its row, so K(K − 1)/2 Gram
/// matrices give all K². The intercepts' own curvature S is singular along equal shifts, where s is zero: S + c·11ᵀ takes its place.
/// </remarks>
internal sealed class CoupledCurvature
{
    private readonly IDesign _shared;
    private readonly double[] _h;
    private readonly int[] _columns;
    private readonly int _classes;

    // −(S + c·11ᵀ)⁻¹sᵀ, classes × columns.
    private readonly double[] _shifts;

    /// <summary>Prepares the curvature.</summary>
    /// <param name="shared">X.</param>
    /// <param name="h">h, a stretch per segment.</param>
    /// <param name="classes">K.</param>
    /// <param name="columns">The columns in play, in the order of the matrix.</param>
    public CoupledCurvature(IDesign shared, double[] h, int classes, int[] columns)
    {
        (_shared, _h, _classes, _columns) = (shared, h, classes, columns);
        _shifts = new double[classes * columns.Length];
    }

    /// <summary>H with the intercepts eliminated, and its diagonal before that. <paramref name="gram"/> is zero on entry and columns × columns.</summary>
    public void Fill(double[] gram, double[] sizes)
    {
        int size = _columns.Length;
        int[] features = [.. _columns.Select(c => c / _classes).Distinct().Order()];
        int[] place = Array.ConvertAll(_columns, c => Array.BinarySearch(features, c / _classes));
        int[][] own =
        [
            .. Enumerable
                .Range(0, _classes)
                .Select(a => Enumerable.Range(0, size).Where(j => _columns[j] % _classes == a).ToArray()),
        ];
        double[] pair = new double[_shared.Samples];
        double[] part = new double[features.Length * features.Length];
        double[] sums = new double[features.Length];
        double[] all = new double[_classes * size];
        double[] totals = new double[_classes * _classes];
        for (int a = 0; a < _classes; a++)
        {
            for (int b = a + 1; b < _classes; b++)
            {
                Products(a, b, pair);
                _shared.WeightedGram(pair, features, part, sums);
                Scatter(own[a], own[b], place, part, gram, size);
                double total = TensorPrimitives.Sum<double>(pair);
                totals[(a * _classes) + b] -= total;
                totals[(b * _classes) + a] -= total;
                totals[(a * _classes) + a] += total;
                totals[(b * _classes) + b] += total;
                AddSums(own[a], a, b, place, sums, all);
                AddSums(own[b], b, a, place, sums, all);
            }
        }

        QuadraticModel.Diagonal(gram, sizes);
        Eliminate(gram, all, totals);
    }

    /// <summary>The moves of the intercepts that belong to d; their sum is 0.</summary>
    public double[] InterceptsOf(ReadOnlySpan<double> d)
    {
        double[] moves = new double[_classes];
        for (int j = 0; j < d.Length; j++)
        {
            TensorPrimitives.MultiplyAdd(_shifts.AsSpan(j * _classes, _classes), d[j], moves, moves);
        }

        return moves;
    }

    /// <summary>slopes ← slopes + (diag(h) − hhᵀ/Σh)·move, sample by sample.</summary>
    public void AddSlopes(ReadOnlySpan<double> move, Span<double> slopes)
    {
        int n = _shared.Samples;
        for (int i = 0; i < n; i++)
        {
            (double total, double along) = (0, 0);
            for (int k = 0; k < _classes; k++)
            {
                total += _h[(k * n) + i];
                along += _h[(k * n) + i] * move[(k * n) + i];
            }

            for (int k = 0; total > 0 && k < _classes; k++)
            {
                slopes[(k * n) + i] += _h[(k * n) + i] * (move[(k * n) + i] - (along / total));
            }
        }
    }

    private void Products(int a, int b, double[] pair)
    {
        int n = _shared.Samples;
        for (int i = 0; i < n; i++)
        {
            double total = 0;
            for (int k = 0; k < _classes; k++)
            {
                total += _h[(k * n) + i];
            }

            pair[i] = total > 0 ? _h[(a * n) + i] * _h[(b * n) + i] / total : 0;
        }
    }

    private static void Scatter(int[] first, int[] second, int[] place, double[] part, double[] gram, int size)
    {
        int features = (int)Math.Sqrt(part.Length);
        Add(first, first, 1);
        Add(second, second, 1);
        Add(first, second, -1);
        Add(second, first, -1);

        void Add(int[] columns, int[] rows, double sign)
        {
            foreach (int j in columns)
            {
                Span<double> to = gram.AsSpan(j * size, size);
                ReadOnlySpan<double> from = part.AsSpan(place[j] * features, features);
                foreach (int i in rows)
                {
                    to[i] += sign * from[place[i]];
                }
            }
        }
    }

    private void AddSums(int[] columns, int own, int other, int[] place, double[] sums, double[] all)
    {
        foreach (int j in columns)
        {
            all[(j * _classes) + own] += sums[place[j]];
            all[(j * _classes) + other] -= sums[place[j]];
        }
    }

    private void Eliminate(double[] gram, double[] sums, double[] totals)
    {
        double trace = 0;
        for (int k = 0; k < _classes; k++)
        {
            trace += totals[(k * _classes) + k];
        }

        for (int k = 0; k < totals.Length; k++)
        {
            totals[k] += trace / (_classes * _classes);
        }

        if (!(trace > 0) || LinearAlgebra.Current.Cholesky(totals, _classes) >= 0)
        {
            return;
        }

        int size = _columns.Length;
        sums.CopyTo(_shifts, 0);
        for (int j = 0; j < size; j++)
        {
            TriangularSolve.NegatedInPlace(totals, _shifts.AsSpan(j * _classes, _classes));
        }

        for (int j = 0; j < size; j++)
        {
            ReadOnlySpan<double> shift = _shifts.AsSpan(j * _classes, _classes);
            for (int i = 0; i < size; i++)
            {
                gram[(j * size) + i] += TensorPrimitives.Dot(sums.AsSpan(i * _classes, _classes), shift);
            }
        }
    }
}
