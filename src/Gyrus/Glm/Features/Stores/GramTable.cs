using System.Runtime.InteropServices;

namespace Gyrus.Glm.Features;

/// <summary>The table in which a local block meets one partner or four: functions of the block × the numbers of all partners side by side.</summary>
internal sealed unsafe class GramTable
{
    private readonly LocalBlock _a;
    private readonly GramPartner[] _partners;
    private readonly int[] _offsets;
    private readonly int[] _bases;
    private readonly int _stride;
    private readonly double[] _pinned;
    private readonly double* _table;

    public GramTable(LocalBlock a, ReadOnlySpan<GramPartner> partners)
    {
        (_a, _partners) = (a, partners.ToArray());
        _bases = new int[partners.Length];
        for (int b = 0; b < partners.Length; b++)
        {
            _bases[b] = _stride;
            _stride += partners[b].Stride;
        }

        _offsets = [.. a.Pattern.Columns.Select(c => c * _stride)];
        Length = a.Pattern.Functions * _stride;

        // Entries of four meet vectors of four: one that crosses cache lines costs twice, and is written and read again at once.
        _pinned = GC.AllocateArray<double>(Length + 8, pinned: true);
        _table = (double*)((Marshal.UnsafeAddrOfPinnedArrayElement(_pinned, 0) + 63) & ~(nint)63);
    }

    public int Length { get; }

    /// <summary>The tables of a block with its partners: by fours where all have four values, else one by one.</summary>
    public static IEnumerable<GramTable> Of(LocalBlock a, IReadOnlyList<GramPartner> partners)
    {
        GramPartner[] fours = [.. partners.Where(p => p.Width == 4 && a.Pattern.Width == 4)];
        int grouped = fours.Length / 4 * 4;
        foreach (GramPartner[] four in fours.Take(grouped).Chunk(4))
        {
            yield return new GramTable(a, four);
        }

        foreach (GramPartner one in partners.Except(fours.Take(grouped)))
        {
            yield return new GramTable(a, [one]);
        }
    }

    /// <summary>Adds the samples start … start + count − 1.</summary>
    public void Add(double* weights, int start, int count)
    {
        GramPartner p0 = _partners[0];
        GramPartner p1 = _partners[^1];
        GramPartner p2 = _partners[_partners.Length / 2];
        GramPartner p3 = _partners[_partners.Length / 3];
        fixed (
            double* va = _a.Values,
                v0 = p0.Values,
                v1 = p1.Values,
                v2 = p2.Values,
                v3 = p3.Values
        )
        {
            fixed (
                ushort* sa = _a.States,
                    s0 = p0.States,
                    s1 = p1.States,
                    s2 = p2.States,
                    s3 = p3.States
            )
            {
                fixed (int* offsets = _offsets)
                {
                    LocalRows a = Rows(va, sa, _a.Pattern.Width, start);
                    LocalRows b0 = Rows(v0, s0, p0.Width, p0.Origin(start));
                    if (_partners.Length == 1)
                    {
                        LocalKernels.Gram(weights, count, a, offsets, b0, _table);
                        return;
                    }

                    LocalKernels.GramOfFour(
                        weights,
                        count,
                        a,
                        offsets,
                        new TableRows(b0, _table + _bases[0]),
                        new TableRows(Rows(v3, s3, 4, p3.Origin(start)), _table + _bases[1]),
                        new TableRows(Rows(v2, s2, 4, p2.Origin(start)), _table + _bases[2]),
                        new TableRows(Rows(v1, s1, 4, p1.Origin(start)), _table + _bases[3])
                    );
                }
            }
        }
    }

    /// <summary>Adds the table to the matrix, where the columns are wanted.</summary>
    public void Fold(int[] position, int size, Span<double> gram)
    {
        for (int b = 0; b < _partners.Length; b++)
        {
            Fold(_partners[b], _bases[b], position, size, gram);
        }
    }

    private static LocalRows Rows(double* values, ushort* states, int width, int origin) =>
        new(values + ((long)origin * width), states + origin, width);

    private void Fold(GramPartner partner, int first, int[] position, int size, Span<double> gram)
    {
        bool self = partner.Is(_a);
        for (int f = 0; f < _a.Pattern.Functions; f++)
        {
            int i = position[_a.First + f];
            for (int k = 0; i >= 0 && k < partner.Stride; k++)
            {
                // A block with itself has every pair twice, which may differ in the last bit.
                int j = partner.Position(k, position);
                if (j < 0 || (self && j > i))
                {
                    continue;
                }

                double value = gram[(j * size) + i] + _table[(f * _stride) + first + k];
                gram[(j * size) + i] = value;
                gram[(i * size) + j] = value;
            }
        }

        GC.KeepAlive(_pinned);
    }
}
