namespace Gyrus.Imaging;

/// <summary>The exact median, in single precision, of more numbers than are kept: two passes that count.</summary>
/// <remarks>
/// The bits of a float, with the sign folded in, rise with its value. The first pass counts the upper halves of the bits, the
/// second the lower halves within the two upper halves where the middle lies.
/// </remarks>
internal sealed class FloatMedian
{
    private const int Halves = 1 << 16;
    private readonly long[] _upper = new long[Halves];
    private readonly long[][] _lower = [new long[Halves], new long[Halves]];
    private readonly int[] _bin = new int[2];
    private readonly long[] _rank = new long[2];

    /// <summary>First pass: counts some numbers.</summary>
    public void Count(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            _upper[Key((float)value) >> 16]++;
        }
    }

    /// <summary>Between the passes: finds where the middle lies.</summary>
    public void Locate()
    {
        long total = 0;
        foreach (long count in _upper)
        {
            total += count;
        }

        for (int side = 0; side < 2; side++)
        {
            long rank = (total - 1 + side) / 2;
            int bin = 0;
            while (bin < Halves - 1 && rank >= _upper[bin])
            {
                rank -= _upper[bin++];
            }

            (_bin[side], _rank[side]) = (bin, rank);
        }
    }

    /// <summary>Second pass: the same numbers again, in any order.</summary>
    public void CountWithin(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            uint key = Key((float)value);
            for (int side = 0; side < 2; side++)
            {
                if (key >> 16 == _bin[side])
                {
                    _lower[side][key & 0xFFFF]++;
                }
            }
        }
    }

    /// <summary>The mean of the two middle numbers.</summary>
    public double Value()
    {
        double sum = 0;
        for (int side = 0; side < 2; side++)
        {
            long rank = _rank[side];
            int low = 0;
            while (low < Halves - 1 && rank >= _lower[side][low])
            {
                rank -= _lower[side][low++];
            }

            sum += Number(((uint)_bin[side] << 16) | (uint)low);
        }

        return sum / 2;
    }

    private static uint Key(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return bits >> 31 == 0 ? bits | 0x8000_0000 : ~bits;
    }

    private static float Number(uint key) => BitConverter.UInt32BitsToSingle(key >> 31 == 1 ? key & 0x7FFF_FFFF : ~key);
}
