using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gyrus.Glm.Features;

/// <summary>Products with a block of local support. A table holds W numbers per state, so that a sample touches one stretch of it.</summary>
/// <remarks>
/// Values of a sample are neighbours, and so are the entries of the table that they meet: one vector load each for W = 4 (cubic splines, raised
/// cosines), whatever functions the state names. Widths that are no multiple of 4 take the loop over single values.
/// </remarks>
internal static unsafe class LocalKernels
{
    /// <summary>ηᵢ ← ηᵢ + Σₖ v[i, k]·table[sᵢ, k].</summary>
    public static void Add(
        ReadOnlySpan<double> values,
        ReadOnlySpan<ushort> states,
        ReadOnlySpan<double> table,
        Span<double> eta
    )
    {
        int width = eta.Length == 0 ? 0 : values.Length / eta.Length;
        fixed (
            double* v = values,
                t = table,
                y = eta
        )
        {
            fixed (ushort* s = states)
            {
                if (width == 4)
                {
                    Add4(v, s, t, y, eta.Length);
                    return;
                }

                for (int i = 0; i < eta.Length; i++)
                {
                    double* a = v + ((long)i * width);
                    double* b = t + (s[i] * width);
                    double sum = 0;
                    for (int k = 0; k < width; k++)
                    {
                        sum += a[k] * b[k];
                    }

                    y[i] += sum;
                }
            }
        }
    }

    /// <summary>table[sᵢ, k] ← table[sᵢ, k] + v[i, k]·rᵢ.</summary>
    /// <remarks>Samples alternate between two tables, which the caller adds: neighbours in time are often in one state, and would wait for each other.</remarks>
    public static void Transpose(
        ReadOnlySpan<double> values,
        ReadOnlySpan<ushort> states,
        ReadOnlySpan<double> r,
        Span<double> even,
        Span<double> odd
    )
    {
        int width = r.Length == 0 ? 0 : values.Length / r.Length;
        fixed (
            double* v = values,
                x = r,
                t0 = even,
                t1 = odd
        )
        {
            fixed (ushort* s = states)
            {
                for (int i = 0; i < r.Length; i++)
                {
                    double* table = ((i & 1) == 0 ? t0 : t1) + (s[i] * width);
                    Accumulate(v + ((long)i * width), x[i], table, width);
                }
            }
        }
    }

    /// <summary>
    /// For two blocks A and B: table[a, s, l] ← table[a, s, l] + Σᵢ hᵢ·A[i, k]·B[i, l] over the functions a of A that sample i has, s the state of B.
    /// </summary>
    /// <param name="weights">h.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="a">The first block.</param>
    /// <param name="offsets">Where the rows of the table of the functions of A's states begin.</param>
    /// <param name="b">The second block.</param>
    /// <param name="table">Functions of A × states of B × values of B.</param>
    public static void Gram(double* weights, int rows, in LocalRows a, int* offsets, in LocalRows b, double* table)
    {
        if (a.Width == 4 && b.Width == 4)
        {
            Gram4(weights, rows, a, offsets, b, table);
            return;
        }

        for (int i = 0; i < rows; i++)
        {
            double* va = a.Values + ((long)i * a.Width);
            double* vb = b.Values + ((long)i * b.Width);
            int* offset = offsets + (a.States[i] * a.Width);
            double* at = table + (b.States[i] * b.Width);
            for (int k = 0; k < a.Width; k++)
            {
                Accumulate(vb, weights[i] * va[k], at + offset[k], b.Width);
            }
        }
    }

    /// <summary>One block and four partners, all of four values, whose tables stand side by side.</summary>
    /// <remarks>Sixteen sums wait for nobody but themselves: samples that follow each other are often in one state, and one pair alone would wait.</remarks>
    public static void GramOfFour(
        double* weights,
        int rows,
        in LocalRows a,
        int* offsets,
        in TableRows b0,
        in TableRows b1,
        in TableRows b2,
        in TableRows b3
    )
    {
        double* va = a.Values;
        ushort* sa = a.States;
        double* v0 = b0.Rows.Values;
        double* v1 = b1.Rows.Values;
        double* v2 = b2.Rows.Values;
        double* v3 = b3.Rows.Values;
        ushort* s0 = b0.Rows.States;
        ushort* s1 = b1.Rows.States;
        ushort* s2 = b2.Rows.States;
        ushort* s3 = b3.Rows.States;
        double* t0 = b0.Table;
        double* t1 = b1.Table;
        double* t2 = b2.Table;
        double* t3 = b3.Table;
        for (int i = 0; i < rows; i++)
        {
            int* offset = offsets + (sa[i] * 4);
            double* x = va + (4 * i);
            double h = weights[i];
            Vector256<double> y0 = Vector256.Load(v0 + (4 * i)) * h;
            Vector256<double> y1 = Vector256.Load(v1 + (4 * i)) * h;
            Vector256<double> y2 = Vector256.Load(v2 + (4 * i)) * h;
            Vector256<double> y3 = Vector256.Load(v3 + (4 * i)) * h;
            double* at0 = t0 + (s0[i] * 4);
            double* at1 = t1 + (s1[i] * 4);
            double* at2 = t2 + (s2[i] * 4);
            double* at3 = t3 + (s3[i] * 4);
            for (int k = 0; k < 4; k++)
            {
                int row = offset[k];
                var factor = Vector256.Create(x[k]);
                MultiplyAdd(factor, y0, at0 + row);
                MultiplyAdd(factor, y1, at1 + row);
                MultiplyAdd(factor, y2, at2 + row);
                MultiplyAdd(factor, y3, at3 + row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(Vector256<double> factor, Vector256<double> y, double* at) =>
        Vector256.MultiplyAddEstimate(factor, y, Vector256.Load(at)).Store(at);

    private static void Gram4(double* weights, int rows, in LocalRows a, int* offsets, in LocalRows b, double* table)
    {
        double* va = a.Values;
        double* vb = b.Values;
        ushort* sa = a.States;
        ushort* sb = b.States;
        for (int i = 0; i < rows; i++, va += 4, vb += 4)
        {
            int* offset = offsets + (sa[i] * 4);
            double* at = table + (sb[i] * 4);
            Vector256<double> y = Vector256.Load(vb) * weights[i];
            double* p0 = at + offset[0];
            double* p1 = at + offset[1];
            double* p2 = at + offset[2];
            double* p3 = at + offset[3];
            Vector256<double> t0 = Vector256.MultiplyAddEstimate(Vector256.Create(va[0]), y, Vector256.Load(p0));
            Vector256<double> t1 = Vector256.MultiplyAddEstimate(Vector256.Create(va[1]), y, Vector256.Load(p1));
            Vector256<double> t2 = Vector256.MultiplyAddEstimate(Vector256.Create(va[2]), y, Vector256.Load(p2));
            Vector256<double> t3 = Vector256.MultiplyAddEstimate(Vector256.Create(va[3]), y, Vector256.Load(p3));
            t0.Store(p0);
            t1.Store(p1);
            t2.Store(p2);
            t3.Store(p3);
        }
    }

    private static void Add4(double* v, ushort* s, double* t, double* y, int rows)
    {
        for (int i = 0; i < rows; i++, v += 4)
        {
            y[i] += Vector256.Sum(Vector256.Load(v) * Vector256.Load(t + (s[i] * 4)));
        }
    }

    private static void Accumulate(double* v, double factor, double* table, int width)
    {
        int k = 0;
        for (; k <= width - 4; k += 4)
        {
            Vector256
                .MultiplyAddEstimate(Vector256.Load(v + k), Vector256.Create(factor), Vector256.Load(table + k))
                .Store(table + k);
        }

        for (; k < width; k++)
        {
            table[k] += factor * v[k];
        }
    }
}
